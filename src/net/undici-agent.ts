/** undici is CommonJS: bundled, a dynamic import of it has a default export only. This module names what is used of it. */
export { Agent } from 'undici';
