using Search.Training.Optimizers;
using Search.Training.Settings;
using Search.Training.Tensors;
using TorchSharp.Modules;
using Xunit;
using static TorchSharp.torch;

namespace Search.Training.Tests.Optimizers;

public class OptimizerTests
{
    private static readonly float[] Start = [1, -2, 3, -4, 5, -6];

    public static TheoryData<string> Names => [.. OptimizerFamilies.Names];

    [Theory]
    [InlineData("adam", 0)]
    [InlineData("adamw", 0)]
    [InlineData("sgd", 0)]
    [InlineData("sgd", 0.9)]
    [InlineData("rmsprop", 0)]
    [InlineData("adagrad", 0)]
    public void Without_decay_ten_steps_agree_with_Torchs_own_optimizer(string name, double momentum)
    {
        using var scope = NewDisposeScope();
        var (ours, theirs) = (Layer(), Layer());
        using var parameters = new FlatParameters(ours);
        using var optimizer = OptimizerFamilies.Build(name, parameters, new TrainingSettings { Momentum = momentum });
        using var reference = Reference(name, theirs, momentum);

        for (var step = 0; step < 10; step++)
        {
            var rate = 0.1 / (step + 1);
            foreach (var layer in new[] { ours, theirs })
                Loss(layer, step).backward();
            optimizer.Step(rate, 0);
            foreach (var group in reference.ParamGroups)
                group.LearningRate = rate;
            reference.step();
            parameters.Gradients.zero_();
            reference.zero_grad();
        }

        Assert.True(ours.weight.allclose(theirs.weight, 1e-6, 1e-6));
        Assert.True(ours.bias!.allclose(theirs.bias!, 1e-6, 1e-6));
    }

    [Fact]
    public void Nesterovs_momentum_looks_one_step_of_the_velocity_ahead()
    {
        using var scope = NewDisposeScope();
        var layer = Layer();
        using var parameters = new FlatParameters(layer);
        using var optimizer = OptimizerFamilies.Build("sgd", parameters, new TrainingSettings { Momentum = 0.9, Nesterov = true });
        parameters.Gradients.fill_(1);

        optimizer.Step(0.1, 0);
        optimizer.Step(0.1, 0);

        // Velocities 1 and 1.9: steps of 0.1 · (1 + 0.9 · 1) and 0.1 · (1 + 0.9 · 1.9).
        Assert.Equal(1 - 0.19 - 0.271, layer.weight[0, 0].item<float>(), 1e-6);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Decay_shrinks_weights_by_the_same_factor_for_every_optimizer_and_leaves_biases(string name)
    {
        using var scope = NewDisposeScope();
        var layer = Layer();
        using var parameters = new FlatParameters(layer);
        using var optimizer = OptimizerFamilies.Build(name, parameters, new TrainingSettings { Momentum = 0.9 });

        for (var step = 0; step < 3; step++)
            optimizer.Step(0.5, 0.2);

        Assert.Equal(Start.Select(value => value * 0.9f * 0.9f * 0.9f), layer.weight.detach().flatten().data<float>().ToArray(), (a, b) => Math.Abs(a - b) < 1e-5);
        Assert.Equal([7f, 8f], layer.bias!.detach().data<float>().ToArray());
    }

    [Fact]
    public void Scales_and_shifts_of_batch_normalization_are_not_decayed()
    {
        using var scope = NewDisposeScope();
        using var model = nn.Sequential(("conv", nn.Conv2d(3, 4, 3)), ("norm", nn.BatchNorm2d(4)));
        using var parameters = new FlatParameters(model);

        Assert.Equal(112, parameters.DecayedLength);
        Assert.Equal(112 + 3 * 16, parameters.Weights.numel());
    }

    [Fact]
    public void Gradients_of_a_backward_pass_arrive_in_the_flat_buffer()
    {
        using var scope = NewDisposeScope();
        var layer = Layer();
        using var parameters = new FlatParameters(layer);

        Loss(layer, 0).backward();
        Loss(layer, 0).backward();

        Assert.True(parameters.Gradients.narrow(0, 0, 6).view(2, 3).allclose(layer.weight.grad!));
        Assert.NotEqual(0, parameters.Gradients.abs().sum().item<float>());
        parameters.Gradients.zero_();
        Assert.Equal(0, layer.weight.grad!.abs().sum().item<float>());
    }

    private static Linear Layer()
    {
        var layer = nn.Linear(3, 2);
        using var guard = no_grad();
        layer.weight.copy_(HostTensors.From(Start, 2, 3));
        layer.bias!.copy_(HostTensors.From([7f, 8f], 2));
        return layer;
    }

    private static Tensor Loss(Linear layer, int step) => layer.forward(HostTensors.From([1f + step, -1f, 0.5f], 1, 3)).pow(2).sum();

    private static optim.Optimizer Reference(string name, Linear layer, double momentum) => name switch
    {
        "adam" or "adamw" => optim.Adam(layer.parameters(), 0.1),
        "sgd" => optim.SGD(layer.parameters(), 0.1, momentum),
        "rmsprop" => optim.RMSProp(layer.parameters(), 0.1),
        "adagrad" => optim.Adagrad(layer.parameters(), 0.1),
        _ => throw new ArgumentException(name, nameof(name)),
    };
}
