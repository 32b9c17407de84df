/** ppmi as a plug-in of another oclif CLI (docs/plugin.md): the configuration is then the host's. */
import type { Config } from '@oclif/core/interfaces';

/** Name of the package, and of the topic under which a host finds every command: an alias in the manifest. */
const own = 'ppmi';

const inHost = ({ pjson }: Config): boolean => pjson.name !== own;

/** Root and version of the ppmi package; `config.root` and `config.version` are those of the host. */
export function ownPackage({ plugins, root, version }: Config): { readonly root: string; readonly version: string } {
  return plugins.get(own) ?? { root, version };
}

/**
 * Writes the commands in a text as the user of a host must type them: `mycli ppmi doctor` for `ppmi doctor`. The topic
 * is always named, because the host may have a command of the same name. Stand-alone, the text stays as it is.
 */
export function nameCommands(text: string, config: Config): string {
  if (!inHost(config)) return text;
  const ids = config.commandIDs
    .filter((id) => id.startsWith(`${own}:`))
    .map((id) => id.slice(own.length + 1).split(':'))
    .sort((a, b) => b.length - a.length);
  const commands = new RegExp(
    String.raw`(?<![\w./-])${own} (${ids.map((id) => id.join(' ')).join('|')})(?![\w-])`,
    'g',
  );
  return text.replace(commands, (_, command: string) =>
    [config.bin, [own, ...command.split(' ')].join(config.topicSeparator)].join(' '),
  );
}

/** Every command once: stand-alone, the aliases for a host are omitted. */
export function ownCommands(config: Config): Config['commands'] {
  return config.commands.filter(({ id }) => inHost(config) || !id.startsWith(`${own}:`));
}
