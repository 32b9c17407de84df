/** The worlds of the scenario matrix: the whole catalog, then variants by cloud and by certificate. */
import { type CloudId, cloudIds } from '../../src/domain/cloud/cloud-id.ts';
import { type ListedScenario, listScenarios } from '../../src/emulator/scenarios/index.ts';

/** A scenario with its parameters and its expected results. */
export interface MatrixWorld extends Omit<ListedScenario, 'id' | 'title'> {
  readonly emulate: string;
  /** Whether the baseline is examined too. */
  readonly baseline: boolean;
}

export const catalog = (): readonly MatrixWorld[] =>
  listScenarios().map(({ id, title: _, ...expected }) => ({ ...expected, emulate: id, baseline: true }));

/** Faults whose correct value differs by cloud: in the subject, in the issuer, and one outside the credential. */
const faults = ['tenant-big-endian', 'issuer-trailing-slash', 'binding-missing'];

/** Certificates with all kinds of names: plain, with commas, with an e-mail address, EV, non-ASCII. */
const issued = ['issued-plain', 'issued-public', 'issued-email', 'issued-enterprise', 'issued-ev', 'issued-non-ascii'];

/** Clouds whose subject format is not verified: ppmi names the fault there, but must not change a credential. */
export const unverified: readonly CloudId[] = ['usnat', 'ussec'];

export function clouds(): readonly MatrixWorld[] {
  const kinds = ['app', 'uami'];
  return cloudIds.flatMap((cloud) =>
    kinds.flatMap((kind) => {
      const inCloud = (id: string) => variant(id, `cloud=${cloud},kind=${kind}`);
      const named = (world: MatrixWorld) =>
        unverified.includes(cloud) && world.findings[0] !== 'binding-missing' ? { ...world, repairable: false } : world;
      return [inCloud('healthy-v2-issued'), ...faults.map(inCloud).map(named)];
    }),
  );
}

export const certificates = (): readonly MatrixWorld[] => [
  ...issued.map((file) => variant('healthy-v2-issued', `content=${file}`)),
  ...['issued-email', 'issued-enterprise', 'issued-non-ascii'].map((file) =>
    variant('dn-openssl-order', `content=${file}`),
  ),
  variant('tenant-big-endian', 'version=2,component=package,content=author-issued-public'),
  variant('fic-missing', 'components=50'),
];

function variant(id: string, parameters: string): MatrixWorld {
  const found = catalog().find(({ emulate }) => emulate === id);
  if (found === undefined) throw new Error(`no scenario ${id}`);
  return { ...found, emulate: `${id},${parameters}`, baseline: false };
}
