#!/usr/bin/env node
import module from 'node:module';

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`ppmi needs Node 20.19 or later; this is ${process.version}.`);
  process.exit(2);
}

// Missing in Node 20, where a named import of it would fail to link.
module.enableCompileCache?.();

// With `DEBUG=*`, oclif prints the whole command line, passwords included; ppmi prints only the stack of a bug.
if (process.env.DEBUG) process.env.DEBUG = 'ppmi';

const { main } = await import('../dist/main.js');
await main(process.argv.slice(2));
// Everything is written. A connection that a peer keeps open must not keep the process running.
process.exit();
