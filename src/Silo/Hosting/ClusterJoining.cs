using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Search.Grains;
using Search.Silo.Settings;
using Search.Store.Cluster;
using Search.Store.Redis;

namespace Search.Silo.Hosting;

/// <summary>How silos and clients of a cluster find each other at its address. A new kind of address is one method for each of the two.</summary>
public static class ClusterJoining
{
    /// <summary>Lets a client find the cluster's silos.</summary>
    public static void Join(IClientBuilder client, ClusterAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        client.Configure<ClusterOptions>(cluster => Name(cluster, address));
        client.Configure<ClientMessagingOptions>(messaging => messaging.ResponseTimeout = ClusterTimes.Response);
        if (address is RedisAddress redis)
            client.UseRedisClustering(options => options.ConfigurationOptions = Lasting(redis));
        else
            throw Unknown(address);
    }

    /// <summary>Lets a silo find the others, and gives grains their storage and reminders.</summary>
    internal static void Join(ISiloBuilder silo, SiloSettings settings)
    {
        silo.Configure<ClusterOptions>(cluster => Name(cluster, settings.Cluster));
        silo.Configure<SiloOptions>(own => own.SiloName = settings.Name);
        silo.Configure<EndpointOptions>(endpoints =>
            (endpoints.AdvertisedIPAddress, endpoints.SiloPort, endpoints.GatewayPort) = (settings.Address, settings.SiloPort, settings.GatewayPort));
        silo.Configure<SiloMessagingOptions>(messaging => messaging.ResponseTimeout = ClusterTimes.Response);
        silo.Configure<GrainCollectionOptions>(collection => collection.DeactivationTimeout = settings.ShutdownTimeout);
        silo.Configure<ClusterMembershipOptions>(ClusterTimes.Configure);
        if (settings.Cluster is not RedisAddress redis)
            throw Unknown(settings.Cluster);
        silo.UseRedisClustering(options => options.ConfigurationOptions = Lasting(redis));
        silo.AddRedisGrainStorage(GrainsHosting.Storage, options => options.ConfigurationOptions = Lasting(redis));
        silo.UseRedisReminderService(options => options.ConfigurationOptions = Lasting(redis));
    }

    /// <summary>Grains' state is kept by service id alone: each cluster is a service of its own.</summary>
    private static void Name(ClusterOptions options, ClusterAddress address) => (options.ServiceId, options.ClusterId) = ($"search-{address.ClusterId}", address.ClusterId);

    /// <summary>The runtime connects once, and has to live through a server that is away for a while.</summary>
    private static StackExchange.Redis.ConfigurationOptions Lasting(RedisAddress redis)
    {
        var options = redis.ToConfigurationOptions();
        options.AbortOnConnectFail = false;
        return options;
    }

    private static NotSupportedException Unknown(ClusterAddress address) => new($"This build cannot keep its membership at {address}.");
}
