using System.Security.Cryptography;

namespace Search.Store.Home;

/// <summary>How another process of the same user reaches the owner of a home folder.</summary>
/// <param name="Address">Host and port of the gateway, such as <c>127.0.0.1:30000</c>.</param>
/// <param name="ClusterId">128 secret bits in hexadecimal; only who can read the file may join.</param>
/// <param name="ProcessId">The owner's process.</param>
public sealed record Gateway(string Address, string ClusterId, int ProcessId)
{
    /// <summary>A fresh secret; one per start of the owner.</summary>
    public static string NewClusterId() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    // The secret must not slip into a log by way of the record's text.
    private bool PrintMembers(System.Text.StringBuilder builder)
    {
        builder.Append("Address = ").Append(Address).Append(", ProcessId = ").Append(ProcessId);
        return true;
    }
}
