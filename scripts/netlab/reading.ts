/** What a command of the laboratory said. */
export interface Ran {
  readonly findings: readonly {
    readonly name: string;
    readonly owner: string | null;
    readonly severity: string;
    readonly message: string;
  }[];
  readonly code: number | null;
  readonly seconds: number;
  /** What the slowest host took, by the report; null: it has no stages. */
  readonly slowest: number | null;
  /** The password of a proxy stands in the output. */
  readonly secret: boolean;
  /** What a bug of ppmi says of itself; null: none. */
  readonly bug: string | null;
  /** Places that a finding names, and no block of an owner. */
  readonly unlisted: readonly string[];
}

/** Without these findings: the laboratory has a CA of its own, as a device that intercepts TLS has. */
const always = new Set(['tls-intercepted-trusted']);

interface Report {
  readonly endpoints?: readonly { readonly stages?: readonly { readonly ms: number }[] }[];
  readonly findings?: readonly (Ran['findings'][number] & { readonly where?: { readonly name?: string } | null })[];
  readonly owners?: readonly { readonly rows: readonly { readonly host: string }[] }[];
  /** Of a diagnosis. */
  readonly verdicts?: readonly { readonly finding?: Ran['findings'][number] | null }[];
  readonly before?: Report;
  /** Of a fleet. */
  readonly reports?: readonly Report[];
  /** Of a command that could not go on. */
  readonly error?: {
    readonly name: string;
    readonly message: string;
    readonly finding: Ran['findings'][number] | null;
  };
}

export function reading(text: string): Pick<Ran, 'findings' | 'unlisted' | 'slowest' | 'bug'> {
  const report = JSON.parse(/^\{.*\}\s*$/m.exec(text)?.[0] ?? '{}') as Report;
  const { findings = [], owners, error, reports = [report.before ?? {}] } = report;
  const { verdicts = reports.flatMap((each) => each.verdicts ?? []) } = report;
  const listed = new Set(owners?.flatMap(({ rows }) => rows.map(({ host }) => host)));
  const named = owners === undefined ? [] : findings.map(({ where }) => where?.name ?? '');
  const places = named.filter((name) => name !== '' && !listed.has(name));
  const met = [error?.finding, ...verdicts.map(({ finding }) => finding)].filter((finding) => finding != null);
  const all = [...met, ...findings];
  const times = report.endpoints?.map(({ stages = [] }) => stages.reduce((sum, { ms }) => sum + ms, 0) / 1000) ?? [];
  return {
    findings: all.filter(({ name }) => !always.has(name)),
    unlisted: [...new Set(places)],
    bug: error?.name === 'bug' ? error.message : null,
    slowest: times.length === 0 ? null : Math.max(...times),
  };
}
