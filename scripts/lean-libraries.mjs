/** What undici and MSAL load before the first request and ppmi has no use for, or not yet: a fifth of that time. */
import { readFileSync } from 'node:fs';

/** What undici's index does for the agent (7.30): the methods that ask, such as `request`, are put on at load. */
const methods = 'Object.assign(Dispatcher.prototype, api)';

/**
 * Of undici only what `src/net/undici-agent.ts` names: connections and requests over them. Its index also brings fetch,
 * caches, mocks, sockets and stores, as much code again, and wakes Node's own copy of all that.
 */
const agentAlone = `'use strict';
const Dispatcher = require('./lib/dispatcher/dispatcher');
const api = require('./lib/api');
${methods};
exports.Agent = require('./lib/dispatcher/agent');
`;

/** MSAL signs with it where a certificate signs in, and nowhere else. */
const jwtWhenWanted = "export default { sign: (...given) => require('jsonwebtoken').sign(...given) };";

export const leanLibraries = {
  name: 'lean-libraries',
  setup(build) {
    build.onLoad({ filter: /node_modules[\\/]undici[\\/]index\.js$/ }, ({ path }) => {
      if (!readFileSync(path, 'utf8').includes(methods)) {
        throw new Error('undici puts its methods on in another way now: look at lean-libraries');
      }
      return { contents: agentAlone };
    });
    build.onResolve({ filter: /^jsonwebtoken$/ }, ({ importer, kind, resolveDir }) =>
      kind === 'import-statement' && /@azure[\\/]msal-node[\\/]/.test(importer)
        ? { path: 'jsonwebtoken', namespace: 'lean-libraries', pluginData: { resolveDir } }
        : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: 'lean-libraries' }, ({ pluginData: { resolveDir } }) => ({
      contents: jwtWhenWanted,
      resolveDir,
    }));
  },
};
