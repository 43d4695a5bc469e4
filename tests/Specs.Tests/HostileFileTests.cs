using CsCheck;
using Xunit;

namespace Search.Specs.Tests;

/// <summary>Files that are no sweep files, some of them on purpose.</summary>
public sealed class HostileFileTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("search-specs-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void An_alias_bomb_is_refused_at_once()
    {
        var bomb = "a0: &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]\n"
            + string.Concat(Enumerable.Range(1, 30).Select(i => $"a{i}: &a{i} [{string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 10))}]\n"));

        Assert.Contains("aliases expanded", Assert.Single(Files.Errors(bomb)), StringComparison.Ordinal);
    }

    [Fact]
    public void An_alias_inside_its_own_anchor_is_refused()
    {
        Assert.Contains("not complete before this line", Assert.Single(Files.Errors("data: &a { path: *a }")), StringComparison.Ordinal);
    }

    [Fact]
    public void Deep_nesting_is_refused()
    {
        var deep = "data: " + new string('[', 10_000);

        Assert.Contains("nested more than", Assert.Single(Files.Errors(deep)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_huge_text_is_refused()
    {
        Assert.Contains("at most", Assert.Single(Files.Errors(new string('#', 1_100_000))), StringComparison.Ordinal);
    }

    [Fact]
    public void A_huge_file_is_refused_without_reading_it()
    {
        var path = Path.Combine(folder, "huge.yaml");
        using (var file = File.Create(path))
            file.SetLength(1L << 32);

        Assert.Contains("at most", Assert.Single(SweepFile.ReadFile(path).Errors).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_text_is_refused()
    {
        var path = Path.Combine(folder, "image.jpg");
        File.WriteAllBytes(path, [0xFF, 0xD8, 0xFF, 0xE0, 0, 16, 0x4A]);

        Assert.Contains("not UTF-8", Assert.Single(SweepFile.ReadFile(path).Errors).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_or_a_missing_file_is_said_in_a_sentence()
    {
        Assert.Contains("is a folder", Assert.Single(SweepFile.ReadFile(folder).Errors).Message, StringComparison.Ordinal);
        Assert.Contains("cannot be read", Assert.Single(SweepFile.ReadFile(Path.Combine(folder, "missing.yaml")).Errors).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Relative_paths_begin_at_the_files_folder()
    {
        var path = Path.Combine(folder, "sweep.yaml");
        File.WriteAllText(path, "data: { path: ../images }");

        Assert.Equal(Path.GetFullPath(Path.Combine(folder, "../images")), SweepFile.ReadFile(path).Spec!.Data!.Path);
    }

    [Theory]
    [InlineData("space: { momentum: { when: { optimizer: sgd } augmentation: { rotation: [0, 5, 15, 30] } }")]
    [InlineData("data:\n  \t: ./cifar10\n  imageSize: 32")]
    [InlineData("data:\n  - \t: ./cifar10\n  imageSize")]
    public void A_text_on_which_the_parser_stumbles_is_said_to_be_no_yaml(string text)
    {
        Assert.Contains("not valid YAML", Assert.Single(Files.Errors(text)), StringComparison.Ordinal);
    }

    [Fact]
    public void Whatever_is_changed_in_a_good_file_the_answer_is_a_specification_or_sentences()
    {
        const string alphabet = "{}[]:,-&*!|>'\"\\U%@`#?\n\t 019.eaxé\0";
        Gen.Select(Gen.Int[0, Files.Full.Length - 1], Gen.Int[0, 5], Gen.Int[0, alphabet.Length - 1].Select(index => alphabet[index]).Array[0, 4]).Array[1, 4].Sample(changes =>
        {
            var text = Files.Full;
            foreach (var (at, removed, inserted) in changes)
            {
                var from = Math.Min(at, text.Length);
                text = text[..from] + new string(inserted) + text[Math.Min(text.Length, from + removed)..];
            }
            var reading = SweepFile.Read(text, Files.Folder);
            Assert.Equal(reading.IsGood, reading.Errors.Count == 0);
            if (reading.Spec is { } spec)
                Assert.Empty(spec.Space.Errors());
        }, iter: 500, threads: 1);
    }
}
