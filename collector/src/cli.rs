//! The command line: subcommands, arguments and their help.

use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, Parser, Subcommand, ValueEnum};
use netsnap_shared::index::TableKind;

/// Takes a snapshot of what this host knows about its own network, as one file that any browser opens.
#[derive(Debug, Parser)]
#[command(name = "netsnap", version, after_help = EXAMPLES)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
}

const EXAMPLES: &str = "\
Examples:
  netsnap report                              this host as one HTML file
  netsnap collect -o web-01.json.gz           this host as a bundle, to look at elsewhere
  netsnap report web-01.json.gz               that bundle as one HTML file
  netsnap list -f 'state:listen is:exposed'   what strangers can reach
  netsnap explain 443/tcp                     what a port is for

Nothing leaves this machine: netsnap opens no connection, unless --resolve lets it ask for names, and
a report never does.";

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Writes this host, or a bundle, as one HTML file.
    Report(Report),
    /// Writes this host as a bundle.
    Collect(Collect),
    /// Prints sockets, processes, routes, interfaces or sources.
    List(List),
    /// Explains a port, a service, a state or a protocol.
    Explain(Explain),
    /// Says whether a file is a bundle, what is in it and what could not be read.
    Check(Check),
    /// Prints the JSON Schema of a bundle.
    #[command(after_help = "\
Examples:
  netsnap schema > bundle.schema.json
  netsnap schema | jq '.\"$defs\".Socket'")]
    Schema,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  netsnap report                              writes netsnap-report-HOST-TIME.html here
  netsnap report -o host.html --force         replaces an earlier report
  netsnap report web-01.json.gz               a bundle from another host
  ssh web-01 netsnap collect -o - | netsnap report -
  netsnap report --interval 1s                watches the counters until Ctrl-C

The file opens in any browser, from disk and offline.
The path that was written goes to standard output, everything else to standard error.")]
pub(crate) struct Report {
    /// A bundle to show in place of this host; `-` reads it from standard input.
    #[arg(value_name = "BUNDLE", conflicts_with = "What")]
    pub(crate) bundle: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) output: Output,
    #[command(flatten)]
    pub(crate) what: What,
    #[command(flatten)]
    pub(crate) more: More,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  netsnap collect                             writes netsnap-HOST-TIME.json.gz here
  netsnap collect -o - | zcat | jq .          the snapshot as text
  sudo netsnap collect                        sees the owner of every socket
  netsnap collect --namespace self            leaves out containers and other namespaces
  netsnap collect --interval 1s --count 60    watches the counters for a minute
  netsnap collect --resolve=10s               asks the DNS for the names of remote addresses

The file says all that the host knows of its network: its mode is 0600. Hand it on with care.")]
pub(crate) struct Collect {
    #[command(flatten)]
    pub(crate) output: Output,
    /// How to write the bundle; without this, a FILE that ends in `.json` is plain JSON and
    /// everything else gzip.
    #[arg(long, value_name = "FORMAT")]
    pub(crate) format: Option<Format>,
    #[command(flatten)]
    pub(crate) what: What,
    #[command(flatten)]
    pub(crate) more: More,
}

/// What is done beyond a look at this host.
#[derive(Debug, Args)]
pub(crate) struct More {
    /// Watches: reads counters again and again, this long apart, such as `500ms` or `1m`; without
    /// --count until Ctrl-C, which keeps what was read.
    #[arg(long, value_name = "TIME", value_parser = interval)]
    pub(crate) interval: Option<Duration>,
    /// Watches: how often to read counters again; without --interval once a second.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..=100_000))]
    pub(crate) count: Option<u64>,
    /// Looks up the names of remote addresses in the DNS, for at most LIMIT in all; the servers
    /// asked learn the addresses.
    #[arg(
        long,
        value_name = "LIMIT",
        value_parser = limit,
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "3s"
    )]
    pub(crate) resolve: Option<Duration>,
}

impl More {
    /// Whether there is nothing to do beyond.
    pub(crate) fn is_nothing(&self) -> bool {
        self.interval.is_none() && self.count.is_none() && self.resolve.is_none()
    }
}

/// From 100 ms: reading counters takes a part of that.
fn interval(text: &str) -> Result<Duration, String> {
    time(text, Duration::from_millis(100), Duration::from_hours(24))
}

fn limit(text: &str) -> Result<Duration, String> {
    time(text, Duration::from_millis(100), Duration::from_mins(10))
}

fn time(text: &str, least: Duration, most: Duration) -> Result<Duration, String> {
    let time = humantime::parse_duration(text).map_err(|error| error.to_string())?;
    if (least..=most).contains(&time) {
        return Ok(time);
    }
    let [least, most] = [least, most].map(humantime::format_duration);
    Err(format!("from {least} to {most}"))
}

/// What is read of this host.
#[derive(Debug, Args)]
pub(crate) struct What {
    /// The network namespaces to read: every one that a process lives in or that has a name, or
    /// only the one that netsnap runs in.
    #[arg(long, value_name = "WHICH", default_value = "all")]
    pub(crate) namespace: NamespaceScope,
    /// Lets the kernel load the modules that tell more of sockets (`tcp_diag` and the like), as ss
    /// does; without this, nothing on the host changes.
    #[arg(long)]
    pub(crate) load_modules: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum NamespaceScope {
    /// Every one that a process lives in or that has a name.
    All,
    /// Only the one that netsnap runs in.
    #[value(name = "self")]
    Own,
}

#[derive(Debug, Args)]
pub(crate) struct Output {
    /// The file to write, with `-` for standard output; without this, a name made of host and time.
    #[arg(short = 'o', long = "output", value_name = "FILE")]
    pub(crate) path: Option<PathBuf>,
    /// Replaces FILE where it exists.
    #[arg(long)]
    pub(crate) force: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// JSON, compressed.
    Gzip,
    /// JSON as it is.
    Json,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  netsnap list -f state:listen                what waits for connections
  netsnap list -f 'port:<1024 !local:127.0.0.0/8'
  netsnap list -f 'proc:ngin* or port:8000-8999'
  netsnap list --sort=-recvq,proc             the fullest receive queue first
  netsnap list -t routes web-01.json.gz
  netsnap list -t sources -f '!is:complete'

The filter is the one of the report's search box. Terms side by side must all hold; `or`, `!`,
parentheses and quotes do what one expects. One row is one line; every blank has its reason.")]
pub(crate) struct List {
    /// A bundle to read in place of this host; `-` reads it from standard input.
    #[arg(value_name = "BUNDLE", conflicts_with = "What")]
    pub(crate) bundle: Option<PathBuf>,
    /// Prints only the rows that pass this filter.
    #[arg(short, long, value_name = "FILTER", allow_hyphen_values = true)]
    pub(crate) filter: Option<String>,
    /// The table to print.
    #[arg(short, long, value_name = "TABLE", default_value = "sockets")]
    pub(crate) table: TableName,
    /// The fields to order by, with commas between them; a `-` before a field puts the largest first.
    #[arg(
        short,
        long,
        value_name = "FIELD",
        value_delimiter = ',',
        allow_hyphen_values = true
    )]
    pub(crate) sort: Vec<String>,
    /// Prints the rows as a JSON list, each with the fields that it has in a bundle.
    #[arg(short, long)]
    pub(crate) json: bool,
    /// Prints no line of headings.
    #[arg(short = 'H', long, conflicts_with = "json")]
    pub(crate) no_header: bool,
    #[command(flatten)]
    pub(crate) what: What,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum TableName {
    /// Sockets of TCP, UDP and the other internet protocols.
    Sockets,
    /// Processes.
    Processes,
    /// Routes of every table.
    Routes,
    /// Interfaces with their addresses.
    Interfaces,
    /// What was read, and how that went.
    Sources,
    /// Sockets between processes of one host.
    Unix,
    /// Sockets that see whole frames.
    Packet,
    /// Sockets to the kernel.
    Netlink,
    /// Counters of the network stacks, those that deserve a look first.
    Counters,
    /// The rules that choose among the routing tables.
    Rules,
    /// What ARP and neighbour discovery have found.
    Neighbours,
    /// The multicast groups that interfaces have joined.
    Groups,
}

impl From<TableName> for TableKind {
    fn from(name: TableName) -> Self {
        match name {
            TableName::Sockets => Self::Sockets,
            TableName::Processes => Self::Processes,
            TableName::Routes => Self::Routes,
            TableName::Interfaces => Self::Interfaces,
            TableName::Sources => Self::Sources,
            TableName::Unix => Self::UnixSockets,
            TableName::Packet => Self::PacketSockets,
            TableName::Netlink => Self::NetlinkSockets,
            TableName::Counters => Self::Counters,
            TableName::Rules => Self::Rules,
            TableName::Neighbours => Self::Neighbours,
            TableName::Groups => Self::Groups,
        }
    }
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  netsnap explain 443/tcp                     a port of one protocol
  netsnap explain 6667                        a port of TCP and of UDP
  netsnap explain https                       a service by its name
  netsnap explain close-wait                  a state, as ss, netstat or RFC 9293 spell it
  netsnap explain udp                         a protocol")]
pub(crate) struct Explain {
    /// Ports such as `443/tcp` or `443`, services, states or protocols.
    #[arg(value_name = "SUBJECT", required = true)]
    pub(crate) subjects: Vec<String>,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  netsnap check web-01.json.gz
  zcat web-01.json.gz | netsnap check -

The exit code is 0 when the file can be read as a bundle, and 1 when it cannot.")]
pub(crate) struct Check {
    /// The bundle, or a report with a bundle in it; `-` reads it from standard input.
    #[arg(value_name = "BUNDLE")]
    pub(crate) bundle: PathBuf,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;
    use netsnap_shared::filter::Filter;

    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }

    /// The arguments of a line of help such as `  netsnap list -f 'a b'   what it does`; `None`
    /// for a line that does more than run this program.
    fn example(line: &str) -> Option<Vec<String>> {
        let line = line.strip_prefix("  netsnap ")?;
        let command = line.split("  ").next()?;
        if command.contains(['|', '>']) {
            return None;
        }
        let mut arguments = vec!["netsnap".to_owned()];
        for (place, part) in command.split('\'').enumerate() {
            if place % 2 == 1 {
                arguments.push(part.to_owned());
            } else {
                arguments.extend(part.split_whitespace().map(str::to_owned));
            }
        }
        Some(arguments)
    }

    #[test]
    fn the_examples_in_the_help_work() {
        let mut help = vec![EXAMPLES.to_owned()];
        for command in Cli::command().get_subcommands() {
            help.extend(command.get_after_help().map(ToString::to_string));
        }
        let examples: Vec<_> = help
            .iter()
            .flat_map(|help| help.lines())
            .filter_map(example)
            .collect();
        assert!(examples.len() > 15, "{examples:?}");
        for example in examples {
            let cli = Cli::try_parse_from(&example);
            let cli = cli.unwrap_or_else(|error| panic!("{example:?}: {error}"));
            if let Command::List(List {
                filter: Some(filter),
                table,
                ..
            }) = cli.command
            {
                let parsed = Filter::parse(&filter, table.into());
                assert!(parsed.is_ok(), "{filter}: {parsed:?}");
            }
        }
    }

    #[test]
    fn every_argument_is_explained_in_a_sentence() {
        for command in Cli::command().get_subcommands() {
            assert!(command.get_after_help().is_some(), "{}", command.get_name());
            for argument in command.get_arguments() {
                let help = argument.get_help().map(ToString::to_string);
                let help = help.unwrap_or_default();
                assert!(
                    help.len() > 10,
                    "{} {}",
                    command.get_name(),
                    argument.get_id()
                );
            }
        }
    }
}
