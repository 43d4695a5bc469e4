using System.IO.Enumeration;

namespace Search.Training.Data.Folders;

/// <summary>What a data folder holds, without opening any image.</summary>
/// <remarks>Two levels below <c>train</c>, <c>valid</c> and <c>test</c> are read, never more: links cannot make it run in circles.</remarks>
internal sealed class FolderScan
{
    private static readonly HashSet<string> Extensions =
        new([".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".bmp", ".webp", ".gif"], StringComparer.OrdinalIgnoreCase);

    private static readonly EnumerationOptions OneLevel = new() { AttributesToSkip = 0, IgnoreInaccessible = false, RecurseSubdirectories = false };

    private readonly List<FolderImage> images = [];
    private readonly List<string> warnings = [];
    private readonly CancellationToken cancellationToken;

    private FolderScan(string root, CancellationToken cancellationToken)
    {
        Root = root;
        this.cancellationToken = cancellationToken;
    }

    /// <summary>The data folder, absolute.</summary>
    public string Root { get; }

    /// <summary>All images: train, valid, test, unlabelled; within each by class and name in ordinal order, on every file system alike.</summary>
    public IReadOnlyList<FolderImage> Images => images;

    /// <summary>The images' files as bytes: equal exactly when no file was added, removed or changed. See <see cref="Folders.Manifest"/>.</summary>
    public byte[] Manifest { get; private set; } = [];

    /// <summary>The folders of <c>train</c> in ordinal order.</summary>
    public IReadOnlyList<string> Classes { get; private set; } = [];

    /// <summary>Files that are no images by their name, hidden ones aside.</summary>
    public int Ignored { get; private set; }

    /// <summary>Remarks for the owner of the images.</summary>
    public IReadOnlyList<string> Warnings => warnings;

    /// <summary>Reads the folder <paramref name="root"/>.</summary>
    /// <exception cref="BadDataException">It is missing, has no classes, or its parts contradict each other.</exception>
    public static FolderScan Of(string root, CancellationToken cancellationToken)
    {
        var scan = new FolderScan(Path.GetFullPath(root), cancellationToken);
        try
        {
            scan.Run();
        }
        catch (UnauthorizedAccessException e)
        {
            throw new BadDataException($"The data folder {scan.Root} cannot be read ({e.Message}): give this user the right to read it.");
        }
        catch (IOException e)
        {
            throw new BadDataException($"The data folder {scan.Root} cannot be read: {e.Message}");
        }
        return scan;
    }

    private void Run()
    {
        if (File.Exists(Root))
            throw new BadDataException($"{Root} is a file, but data.path must be a folder with train/<class>/ in it: unpack archives first.");
        if (!Directory.Exists(Root))
            throw new BadDataException($"There is no folder {Root}: data.path must name the folder that holds train/<class>/ with the images.");
        var train = Path.Combine(Root, "train");
        if (File.Exists(train))
            throw new BadDataException($"{train} is a file, but must be a folder with one folder of images per class.");
        if (!Directory.Exists(train))
            throw new BadDataException($"{Root} has no folder 'train'{Found()}: put the images into train/<class>/, one folder per class.");

        var folders = List("train", out var loose);
        Classes = folders;
        Loose("train", loose);
        if (Classes.Count == 0)
            throw new BadDataException($"{train} has no class folders: put the images into train/<class>/, one folder per class.");
        var empty = AddClasses("train", Side.Train);
        if (images.Count == 0)
            throw new BadDataException($"There are no images in {train}/<class>/: files must end in {string.Join(", ", Extensions)}.");
        if (empty.Count > 0)
            throw new BadDataException($"No images in {Wording.Count(empty.Count, "class folder")} of {train}: {Wording.Few(empty)}. Every class needs images: fill or remove what is empty.");
        if (Classes.Count == 1)
            throw new BadDataException($"{train} has only one class folder, {Classes[0]}: at least two classes are needed, one folder each.");

        AddOther("valid", Side.Valid, out loose);
        Loose("valid", loose);
        AddOther("test", Side.Test, out loose);
        images.AddRange(loose.Select(file => new FolderImage(file, Side.Unlabelled, -1)));
        Manifest = Folders.Manifest.Of(images);
    }

    private void AddOther(string part, Side side, out IReadOnlyList<ImageFile> loose)
    {
        loose = [];
        if (File.Exists(Path.Combine(Root, part)))
            throw new BadDataException($"{Path.Combine(Root, part)} is a file, but must be a folder with one folder of images per class.");
        if (!Directory.Exists(Path.Combine(Root, part)))
            return;
        var folders = List(part, out loose);
        string[] unknown = [.. folders.Except(Classes)];
        if (unknown.Length > 0)
        {
            var remedy = side == Side.Test ? "rename them, or put unlabelled images directly into test/" : "rename or remove them";
            throw new BadDataException($"{Path.Combine(Root, part)} has class folders that train lacks: {Wording.Few(unknown)}. Known classes: {Wording.Few([.. Classes])}; {remedy}.");
        }
        var before = images.Count;
        string[] missing = [.. AddClasses(part, side)];
        if (images.Count == before)
        {
            if (folders.Count > 0 || side == Side.Valid)
                warnings.Add($"{part}/ has no images in class folders and is treated as if it were not there.");
        }
        else if (missing.Length > 0)
        {
            warnings.Add($"{part}/ has no images of {Wording.Count(missing.Length, "class")}: {Wording.Few(missing)}.");
        }
    }

    /// <summary>Adds the images of every class; the classes without any come back.</summary>
    private List<string> AddClasses(string part, Side side)
    {
        List<string> empty = [];
        for (var label = 0; label < Classes.Count; label++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var name = $"{part}/{Classes[label]}";
            IReadOnlyList<ImageFile> files = [];
            List<string> inner = [];
            if (Directory.Exists(Path.Combine(Root, name)))
                inner = List(name, out files);
            if (inner.Count > 0)
                warnings.Add($"Folders inside a class folder are not read: {Wording.Few([.. inner.Select(folder => $"{name}/{folder}")])}.");
            if (files.Count == 0)
                empty.Add(Classes[label]);
            foreach (var file in files)
                images.Add(new(file, side, label));
        }
        return empty;
    }

    /// <summary>The folders and image files directly in one folder, both in ordinal order, hidden ones left out.</summary>
    private List<string> List(string part, out IReadOnlyList<ImageFile> files)
    {
        List<string> folders = [];
        List<ImageFile> found = [];
        var entries = new FileSystemEnumerable<(string Name, bool IsFolder, bool IsLink, long Length, long Changed)>(
            Path.Combine(Root, part),
            (ref entry) => entry.IsDirectory
                ? (entry.FileName.ToString(), true, false, 0, 0)
                : (entry.FileName.ToString(), false, entry.Attributes.HasFlag(FileAttributes.ReparsePoint), entry.Length, entry.LastWriteTimeUtc.UtcTicks),
            OneLevel)
        {
            ShouldIncludePredicate = (ref entry) => entry.FileName[0] != '.',
        };
        foreach (var (name, isFolder, isLink, length, changed) in entries)
        {
            if (isFolder)
                folders.Add(name);
            else if (!Extensions.Contains(Path.GetExtension(name)))
                Ignored++;
            else if (isLink)
                found.Add(Target($"{part}/{name}"));
            else
                found.Add(new($"{part}/{name}", length, changed));
        }
        folders.Sort(StringComparer.Ordinal);
        found.Sort((a, b) => string.CompareOrdinal(a.Name, b.Name));
        files = found;
        return folders;
    }

    private ImageFile Target(string name)
    {
        FileSystemInfo? target = null;
        try
        {
            target = File.ResolveLinkTarget(Path.Combine(Root, name), returnFinalTarget: true);
        }
        catch (IOException)
        {
            // A link to itself: an unreadable image like any other, not a reason to stop.
        }
        return target is FileInfo { Exists: true } file ? new(name, file.Length, file.LastWriteTimeUtc.Ticks) : new(name, -1, 0);
    }

    private void Loose(string part, IReadOnlyList<ImageFile> files)
    {
        if (files.Count > 0)
            warnings.Add($"{Wording.Count(files.Count, "image")} directly in {part}/ belong to no class and are left out: {Wording.Few([.. files.Select(file => file.Name)])}.");
    }

    private string Found()
    {
        var folders = Directory.EnumerateDirectories(Root).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal).ToArray();
        return folders.Length == 0 ? " (it has no folders at all)" : $" (it has: {Wording.Few(folders)})";
    }
}
