/**
 * Property tests draw the same values in every run, so that a change is judged by itself. `PPMI_TEST_SEED=random` (or a
 * number) draws others; a failure prints its seed.
 */
import fc from 'fast-check';

const { PPMI_TEST_SEED: seed = '20261129' } = process.env;

if (seed !== 'random') fc.configureGlobal({ seed: Number(seed) });
