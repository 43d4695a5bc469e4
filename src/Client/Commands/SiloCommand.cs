using System.CommandLine;

namespace Search.Client.Commands;

internal static class SiloCommand
{
    public static Command Create(CommandLine line)
    {
        var name = new Option<string?>("--name") { Description = "The silo's name, unique in its cluster (default: the machine's).", HelpName = "NAME" };
        var role = new Option<string?>("--role") { Description = "control (decides), devices (trains) or both.", HelpName = "ROLE" };
        var data = new Option<string?>("--data") { Description = "Folder that holds all images; others are refused.", HelpName = "DIR" };
        var address = new Option<string?>("--address") { Description = "Address under which other silos and clients reach it (default: 127.0.0.1).", HelpName = "IP" };
        var slots = Symbols.Slots();
        var siloPort = Symbols.Number("--silo-port", "Port for other silos; 0 for a free one.", 0, 65535);
        var gatewayPort = Symbols.Number("--gateway-port", "Port for clients; 0 for a free one.", 0, 65535);
        var httpPort = Symbols.Number("--http-port", "Port for health and metrics; 0 for a free one.", 0, 65535);
        return line.Command("silo", "Run a silo of a cluster until it is told to stop.", [name, role, slots, data, address, siloPort, gatewayPort, httpPort], (arguments, context, cancellationToken) =>
        {
            if (context.Cluster is null)
                throw CommandException.Usage("A silo belongs to a cluster: give --cluster redis://host:6379/cluster-id, or set SEARCH_CLUSTER.");
            var settings = new Dictionary<string, string?>
            {
                ["Cluster"] = line.ClusterText(arguments),
                ["Home"] = context.Home.Root,
                ["Name"] = arguments.GetValue(name),
                ["Role"] = arguments.GetValue(role),
                ["Slots"] = Format(arguments.GetValue(slots)),
                ["Data"] = arguments.GetValue(data),
                ["Address"] = arguments.GetValue(address),
                ["SiloPort"] = Format(arguments.GetValue(siloPort)),
                ["GatewayPort"] = Format(arguments.GetValue(gatewayPort)),
                ["HttpPort"] = Format(arguments.GetValue(httpPort)),
            };
            return line.Owner(context).SiloAsync(settings.Where(setting => setting.Value is not null).ToDictionary(setting => setting.Key, setting => setting.Value!));
        });
    }

    private static string? Format(int? number) => number is { } given ? Output.Format.Number(given) : null;
}
