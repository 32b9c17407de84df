/** The worlds of the grid: the whole catalogue, then what changes from cloud to cloud and from certificate to certificate. */
import { type CloudId, cloudIds } from '../../src/domain/cloud/cloud-id.ts';
import { type ListedScenario, listScenarios } from '../../src/emulator/scenarios/index.ts';

/** A scenario with its parameters, and what is expected of it. */
export interface GridWorld extends Omit<ListedScenario, 'id' | 'title'> {
  readonly emulate: string;
  /** Whether the healthy twin is judged too; it is the same world for rows that differ only in the fault. */
  readonly twin: boolean;
}

export const catalogue = (): readonly GridWorld[] =>
  listScenarios().map(({ id, title: _, ...expected }) => ({ ...expected, emulate: id, twin: true }));

/** Faults whose right value differs by cloud: in the subject, in the issuer, and one that is not in a credential. */
const faults = ['tenant-big-endian', 'issuer-trailing-slash', 'binding-missing'];

/** Files with names of every kind: plain, with commas, with an e-mail address, EV, not ASCII. */
const issued = ['issued-plain', 'issued-public', 'issued-email', 'issued-enterprise', 'issued-ev', 'issued-non-ascii'];

/** What a platform presents there is not verified, and ppmi repairs no credential on a guess: naming is all it may do. */
const unverified: readonly CloudId[] = ['usnat', 'ussec'];

export function clouds(): readonly GridWorld[] {
  const kinds = ['app', 'uami'];
  return cloudIds.flatMap((cloud) =>
    kinds.flatMap((kind) => {
      const inCloud = (id: string) => variant(id, `cloud=${cloud},kind=${kind}`);
      const named = (world: GridWorld) =>
        unverified.includes(cloud) && world.findings[0] !== 'binding-missing' ? { ...world, repairable: false } : world;
      return [inCloud('healthy-v2-issued'), ...faults.map(inCloud).map(named)];
    }),
  );
}

export const certificates = (): readonly GridWorld[] => [
  ...issued.map((file) => variant('healthy-v2-issued', `content=${file}`)),
  ...['issued-email', 'issued-enterprise', 'issued-non-ascii'].map((file) =>
    variant('dn-openssl-order', `content=${file}`),
  ),
  variant('tenant-big-endian', 'version=2,component=package,content=author-issued-public'),
  variant('fic-missing', 'components=50'),
];

function variant(id: string, parameters: string): GridWorld {
  const found = catalogue().find(({ emulate }) => emulate === id);
  if (found === undefined) throw new Error(`no scenario ${id}`);
  return { ...found, emulate: `${id},${parameters}`, twin: false };
}
