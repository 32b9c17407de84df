#!/usr/bin/env node
import module from 'node:module';

// On Node 20 there is no such function; a named import of it would not even link there.
module.enableCompileCache?.();

const { main } = await import('../dist/main.js');
await main(process.argv.slice(2));
// All is said and written. A connection that somebody else holds open must not keep the terminal.
process.exit();
