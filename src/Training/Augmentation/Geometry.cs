using Search.Training.Tensors;
using static TorchSharp.torch;

namespace Search.Training.Augmentation;

/// <summary>Rotation, shear, zoom, mirroring and shifts folded into one affine map per image.</summary>
internal static class Geometry
{
    /// <summary>Resamples bilinearly; what comes from outside the image is the image reflected at its edges.</summary>
    public static Tensor Resample(Tensor images, AugmentationSettings settings, ReadOnlySpan<ImageDraws> draws)
    {
        using var scope = NewDisposeScope();
        var theta = HostTensors.From(Maps(settings, draws), draws.Length, 2, 3).to(images.device);
        var grid = nn.functional.affine_grid(theta, images.shape, align_corners: false);
        return nn.functional.grid_sample(images, grid, GridSampleMode.Bilinear, GridSamplePaddingMode.Reflection, align_corners: false)
            .MoveToOuterDisposeScope();
    }

    /// <summary>Mirrors the images whose draw says so, exactly.</summary>
    public static Tensor Mirror(Tensor images, ReadOnlySpan<ImageDraws> draws)
    {
        using var scope = NewDisposeScope();
        var mirrored = new byte[draws.Length];
        for (var i = 0; i < draws.Length; i++)
            mirrored[i] = draws[i].IsMirrored ? (byte)1 : (byte)0;
        var mask = HostTensors.FromBytes(mirrored, ScalarType.Bool, draws.Length, 1, 1, 1).to(images.device);
        return where(mask, images.flip(3), images).MoveToOuterDisposeScope();
    }

    /// <summary>Six numbers per image that map an output place to the input place it shows, in coordinates from −1 to 1.</summary>
    /// <remarks>The images are square, so that angles are the same in these coordinates as in pixels.</remarks>
    public static float[] Maps(AugmentationSettings settings, ReadOnlySpan<ImageDraws> draws)
    {
        var maps = new float[draws.Length * 6];
        for (var i = 0; i < draws.Length; i++)
        {
            var draw = draws[i];
            var (sin, cos) = Math.SinCos(settings.Rotation * Math.PI / 180 * draw.Rotation);
            var slant = Math.Tan(settings.Shear * draw.Shear);
            var scale = 1 / (1 + settings.Zoom * draw.Zoom);
            var mirror = settings.HorizontalFlip && draw.IsMirrored ? -1 : 1;
            var map = maps.AsSpan(i * 6, 6);
            map[0] = (float)(scale * mirror * cos);
            map[1] = (float)(scale * (cos * slant - sin));
            map[2] = (float)(2 * settings.WidthShift * draw.WidthShift);
            map[3] = (float)(scale * mirror * sin);
            map[4] = (float)(scale * (sin * slant + cos));
            map[5] = (float)(2 * settings.HeightShift * draw.HeightShift);
        }
        return maps;
    }
}
