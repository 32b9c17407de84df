/**
 * `npm run netlab [-- PATTERN …]`: produces network faults for real, between two network namespaces of this machine, and
 * checks that `ppmi connectivity` names each one first, says nothing false, and ends in time. The patterns select situations
 * by ID (`^dns-`, `-proxy$`). NETLAB_APP names the folder of another build. Linux, root; no packet leaves the
 * namespaces.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { createLane } from './lane.ts';
import type { Ran } from './reading.ts';
import type { Situation } from './situation.ts';
import { situations } from './situations.ts';

const lanes = Number(process.env.NETLAB_LANES ?? 3);
/** For a machine that is busy with something else: how much longer everything may take. */
const patience = Number(process.env.NETLAB_PATIENCE ?? 1);
const root = new URL('../../', import.meta.url).pathname;
const folder = mkdtempSync(join(tmpdir(), 'ppmi-netlab-'));

function complaints({ expect, also = [], owner, exit, seconds = 4.5 }: Situation, ran: Ran): readonly string[] {
  const names = [...new Set(ran.findings.map(({ name }) => name))];
  const wrong = names.slice(1).filter((name) => !also.some((other) => other === name));
  const owners = ran.findings.filter(({ name }) => name === expect).map((finding) => finding.owner);
  const raw = ran.findings.some(({ message }) => /error:[0-9A-F]{8}|SSL routines|\bERR_SSL|\.c:\d+/.test(message));
  return [
    ...((names[0] ?? null) === expect ? [] : [`expected ${expect ?? 'nothing'}`]),
    ...(wrong.length === 0 ? [] : [`false: ${wrong.join(', ')}`]),
    ...(ran.code === (exit ?? (expect === null ? 0 : 1)) ? [] : [`exit ${ran.code}`]),
    ...(ran.seconds <= seconds * patience ? [] : [`more than ${seconds} s`]),
    ...(owner === undefined || owners.includes(owner) ? [] : [`owner ${owners[0]}`]),
    ...(raw ? ['text of OpenSSL'] : []),
    ...(ran.bug === null ? [] : [ran.bug]),
    ...(ran.secret ? ['a password was printed'] : []),
    ...ran.unlisted.map((place) => `no owner has ${place}`),
  ];
}

const words = process.argv.slice(2);
const chosen = situations.filter(({ id }) => words.length === 0 || words.some((word) => new RegExp(word).test(id)));
let wrong = 0;
try {
  const world = join(folder, 'world.mjs');
  await build({
    entryPoints: [join(root, 'scripts/netlab/world.ts')],
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile: world,
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
  });
  const left = [...chosen];
  const work = async (index: number) => {
    const lane = createLane(index, { root, world, folder: join(folder, String(index)) });
    try {
      lane.open();
      for (let next = left.shift(); next !== undefined; next = left.shift()) {
        const ran = await lane.run(next);
        const bad = complaints(next, ran);
        if (bad.length > 0) wrong += 1;
        const names = [...new Set(ran.findings.map(({ name }) => name))].join(', ') || '-';
        const said = bad.length === 0 ? '' : `  <- ${bad.join('; ')}`;
        const mark = bad.length === 0 ? 'ok   ' : 'WRONG';
        const slowest = ran.slowest === null ? '' : ` (slowest host ${ran.slowest.toFixed(1)} s)`;
        const took = `${ran.seconds.toFixed(1)} s${slowest}`;
        console.log(`${mark} ${next.id.padEnd(28)} exit ${ran.code} ${took}  ${names}${said}`);
      }
    } finally {
      lane.close();
    }
  };
  await Promise.all(Array.from({ length: Math.min(lanes, chosen.length) }, (_, index) => work(index)));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
console.log(`${chosen.length - wrong} of ${chosen.length} named`);
process.exitCode = wrong === 0 ? 0 : 1;
