#!/usr/bin/env node
import module from 'node:module';

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`ppmi needs Node 20.19 or later; this is ${process.version}.`);
  process.exit(2);
}

// On Node 20 there is no such function; a named import of it would not even link there.
module.enableCompileCache?.();

const { main } = await import('../dist/main.js');
await main(process.argv.slice(2));
// All is said and written. A connection that somebody else holds open must not keep the terminal.
process.exit();
