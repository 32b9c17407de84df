/** What can follow the name of the CLI. The scripts of all shells are generated from this model. */
export interface CompletionModel {
  /** Name of the executable. */
  readonly bin: string;
  /** The words before the command's own name: `subject` for `subject show`. */
  readonly topics: readonly Described[];
  readonly commands: readonly CompletedCommand[];
}

export interface Described {
  readonly name: string;
  readonly summary: string;
}

export interface CompletedCommand extends Described {
  readonly flags: readonly CompletedFlag[];
  /** Completions of the arguments. */
  readonly argument: Value;
}

export interface CompletedFlag extends Described {
  /** Null: the flag takes no value. */
  readonly value: Value | null;
}

/** `text`: any text, so nothing is offered. */
export type Value =
  | { readonly kind: 'options'; readonly options: readonly string[] }
  | { readonly kind: 'file' | 'text' };

/** The part of oclif's configuration that the model needs. */
export interface CliCommands {
  readonly bin: string;
  readonly topics: readonly { readonly name: string; readonly description?: string | undefined }[];
  readonly commands: readonly {
    readonly id: string;
    readonly summary?: string | undefined;
    readonly hidden?: boolean | undefined;
    readonly args: Readonly<
      Record<string, { readonly name: string; readonly options?: readonly string[] | undefined }>
    >;
    readonly flags: Readonly<Record<string, CliFlag>>;
  }[];
}

interface CliFlag {
  readonly name: string;
  readonly type: string;
  readonly summary?: string | undefined;
  readonly helpValue?: string | readonly string[] | undefined;
  readonly options?: readonly string[] | undefined;
  readonly hidden?: boolean | undefined;
  readonly allowNo?: boolean | undefined;
}

/** `values`: for flags whose values are known although oclif does not list them. */
export function completionModel(
  { bin, topics, commands }: CliCommands,
  render: (text: string) => string,
  values: Readonly<Record<string, readonly string[]>> = {},
): CompletionModel {
  const words = (id: string) => id.replaceAll(':', ' ');
  const shown = commands.filter(({ hidden }) => hidden !== true);
  return {
    bin,
    topics: byName(
      topics
        .filter(({ name }) => shown.some(({ id }) => id.startsWith(`${name}:`)))
        .map(({ name, description }) => ({ name: words(name), summary: render(description ?? '') })),
    ),
    commands: byName(
      shown.map(({ id, summary, args, flags }) => ({
        name: words(id),
        summary: render(summary ?? ''),
        flags: byName(Object.values(flags).flatMap((flag) => completedFlags(flag, render, values))),
        argument: argumentValue(Object.values(args)[0]),
      })),
    ),
  };
}

function completedFlags(
  flag: CliFlag,
  render: (text: string) => string,
  values: Readonly<Record<string, readonly string[]>>,
): readonly CompletedFlag[] {
  if (flag.hidden === true) return [];
  const { name } = flag;
  const summary = render(flag.summary ?? '');
  if (flag.type === 'boolean') {
    const opposite = flag.allowNo === true ? [{ name: `no-${name}`, summary, value: null }] : [];
    return [{ name, summary, value: null }, ...opposite];
  }
  const options = flag.options ?? values[name];
  return [{ name, summary, value: options === undefined ? fileOrText(flag.helpValue) : { kind: 'options', options } }];
}

const fileOrText = (helpValue: CliFlag['helpValue']): Value => ({ kind: helpValue === 'FILE' ? 'file' : 'text' });

function argumentValue(
  arg: { readonly name: string; readonly options?: readonly string[] | undefined } | undefined,
): Value {
  if (arg === undefined) return { kind: 'text' };
  if (arg.options !== undefined) return { kind: 'options', options: arg.options };
  return { kind: /^files?$/.test(arg.name) ? 'file' : 'text' };
}

function byName<T extends Described>(items: readonly T[]): readonly T[] {
  return [...items].sort((a, b) => (a.name < b.name ? -1 : 1));
}
