/** Runs command lines from standard input (a JSON array a line) in the built bundle, one after the other. */
import { createInterface } from 'node:readline';
import { runLine } from '../../dist/main.js';

const write = process.stdout.write.bind(process.stdout);

for await (const line of createInterface({ input: process.stdin })) {
  const said = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr']) {
    process[name].write = (text) => {
      said[name] += text;
      return true;
    };
  }
  process.exitCode = undefined;
  await runLine(JSON.parse(line));
  write(`${JSON.stringify({ code: process.exitCode ?? 0, ...said })}\n`);
}
process.exitCode = 0;
