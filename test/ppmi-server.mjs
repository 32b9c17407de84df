/** Runs command lines of the built bundle one after the other, each with an environment and a working directory of its own. */
import { Readable } from 'node:stream';
import { runLine } from '../dist/main.js';

process.on('disconnect', () => process.exit());

process.on('message', async ({ args, env, cwd, input }) => {
  const printed = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr']) {
    process[name].write = (chunk, ...rest) => {
      printed[name] += typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString();
      rest.find((each) => typeof each === 'function')?.();
      return true;
    };
  }
  for (const name of Object.keys(process.env)) delete process.env[name];
  Object.assign(process.env, env);
  process.chdir(cwd);
  const given = input.length === 0 ? [] : [Buffer.from(input)];
  Object.defineProperty(process, 'stdin', { value: Readable.from(given, { objectMode: false }), configurable: true });
  process.argv.splice(2, Infinity, ...args);
  process.exitCode = undefined;
  await runLine(args);
  process.send({ code: process.exitCode ?? 0, ...printed });
});
