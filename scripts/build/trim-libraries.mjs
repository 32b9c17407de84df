/** Removes what undici and MSAL load before the first request and ppmi does not use, or not yet: a fifth of that time. */
import { readFileSync } from 'node:fs';
import { checkStub } from './stub-names.mjs';

/** How undici's index (7.30) completes the agent: methods such as `request` are added when it is loaded. */
const methods = 'Object.assign(Dispatcher.prototype, api)';

/**
 * Only what `src/net/undici-agent.ts` names: connections and requests over them. undici's index also loads fetch,
 * caches, mocks, sockets and stores, as much code again, and activates the copy of all that inside Node.
 */
const agentOnly = `'use strict';
const Dispatcher = require('./lib/dispatcher/dispatcher');
const api = require('./lib/api');
${methods};
exports.Agent = require('./lib/dispatcher/agent');
`;

/** MSAL calls it only to sign in with a certificate. */
const jwtOnDemand = "export default { sign: (...given) => require('jsonwebtoken').sign(...given) };";

const undiciHit = 'undici: agent only';
const jwtHit = 'MSAL: jsonwebtoken on demand';

export const trimLibraries = (hits) => ({
  name: 'trim-libraries',
  setup(build) {
    hits.expect(undiciHit, jwtHit);
    build.onLoad({ filter: /node_modules[\\/]undici[\\/]index\.js$/ }, ({ path }) => {
      if (!readFileSync(path, 'utf8').includes(methods)) {
        throw new Error('undici no longer adds the methods of its agent as trim-libraries.mjs expects');
      }
      hits.add(undiciHit);
      return { contents: agentOnly };
    });
    build.onResolve({ filter: /^jsonwebtoken$/ }, ({ importer, kind, resolveDir }) => {
      if (kind !== 'import-statement' || !/@azure[\\/]msal-node[\\/]/.test(importer)) return undefined;
      checkStub({ packageName: 'jsonwebtoken', text: readFileSync(importer, 'utf8'), importer, names: ['sign'] });
      hits.add(jwtHit);
      return { path: 'jsonwebtoken', namespace: 'trim-libraries', pluginData: { resolveDir } };
    });
    build.onLoad({ filter: /.*/, namespace: 'trim-libraries' }, ({ pluginData: { resolveDir } }) => ({
      contents: jwtOnDemand,
      resolveDir,
    }));
  },
});
