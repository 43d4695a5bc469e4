using System.Globalization;
using Azure;
using Azure.Identity;

namespace Search.Store.Azure;

/// <summary>Turns the account's errors into sentences.</summary>
internal static class AzureFailures
{
    private const string Unknown = "if it was writing, whether it did is not known until the head is read again";

    /// <summary>What the caller shall see instead of <paramref name="failure"/>; null when it is none of the account's.</summary>
    public static StoreUnavailableException? Translate(Exception failure, AzureAddress address)
    {
        // Several tries that all failed come as one; the last says how things stand.
        var last = failure is AggregateException { InnerExceptions: [.., var inner] } ? inner : failure;
        var sentence = last switch
        {
            AuthenticationFailedException => $"no identity for the storage account {address.Account} was found: sign in (az login), give this machine a managed identity, or set SEARCH_AZURE_CONNECTION; nothing was written",
            RequestFailedException { Status: 401 or 403 } => $"the storage account {address.Account} refused: give this identity the roles Storage Table Data Contributor and Storage Blob Data Contributor, or correct SEARCH_AZURE_CONNECTION, and see the account's firewall; nothing was written",
            RequestFailedException { Status: 0 } => $"the storage account {address.Account} cannot be reached: check its name and the network; {Unknown}",
            RequestFailedException { Status: 429 or 503 } => $"the storage account {address.Account} is overloaded: try again in a moment; {Unknown}",
            RequestFailedException refusal => string.Create(CultureInfo.InvariantCulture, $"the storage account {address.Account} failed with status {refusal.Status} ({refusal.ErrorCode}); {Unknown}"),
            OperationCanceledException => string.Create(CultureInfo.InvariantCulture, $"the storage account {address.Account} did not answer within {address.Timeout.TotalSeconds} s: it is overloaded or cut off; {Unknown}"),
            IOException => $"the connection to the storage account {address.Account} was lost; {Unknown}",
            _ => null,
        };
        return sentence is null ? null : new($"{char.ToUpperInvariant(sentence[0])}{sentence[1..]}.", failure);
    }
}
