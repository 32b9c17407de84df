/** 2xxx: what a federated identity credential must hold, and the ways to get it wrong. */
import { audience } from './trust/audience.ts';
import { credential } from './trust/credential.ts';
import { environment } from './trust/environment.ts';
import { form } from './trust/form.ts';
import { hash } from './trust/hash.ts';
import { issuer } from './trust/issuer.ts';
import { name } from './trust/name.ts';
import { tenant } from './trust/tenant.ts';
import { text } from './trust/text.ts';
import { version } from './trust/version.ts';

export const trust = {
  ...credential,
  ...tenant,
  ...environment,
  ...hash,
  ...version,
  ...form,
  ...name,
  ...text,
  ...issuer,
  ...audience,
};
