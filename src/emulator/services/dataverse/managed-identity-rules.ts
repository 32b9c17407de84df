/** What Dataverse checks in the body of a managed identity record (Learn: managedidentity table reference). */
import type { Environment, ManagedIdentityRecord } from '../../world/model.ts';
import type { JsonObject } from '../odata/json-body.ts';
import { refuse } from '../odata/refuse.ts';
import type { EmulatedResponse } from '../service.ts';
import { badPayload, undeclaredProperty } from './answers.ts';

const set = 'managedidentities';
const logicalName = 'managedidentity';

/** Names as in the published table reference, the misspelled one included. */
export const choices: Readonly<Record<string, Readonly<Record<number, string>>>> = {
  credentialsource: { 0: 'ClientSecret', 1: 'KeyVault', 2: 'IsManaged', 3: 'MicrosoftFirstPartyCertificate' },
  subjectscope: { 0: 'GlobalScope', 1: 'EnviornmentScope', 2: 'DevOnlyScope' },
  statecode: { 0: 'Active', 1: 'Inactive' },
};

const guids = ['applicationid', 'tenantid', 'managedidentityid', 'objectid'];
const integers = ['credentialsource', 'subjectscope', 'version', 'statecode', 'statuscode', 'importsequencenumber'];
const texts = ['name', 'clientsecret', 'overriddencreatedon'];
/** Requirement level SystemRequired: null is refused. */
const required = ['credentialsource', 'subjectscope', 'statecode', 'managedidentityid'];

/** @param known the columns of the table, those that cannot be written included: their values are ignored */
export function judgeRecord(
  environment: Environment,
  body: JsonObject,
  before: ManagedIdentityRecord | null,
  known: readonly string[],
): EmulatedResponse | null {
  for (const [name, value] of Object.entries(body)) {
    if (name.includes('@')) continue;
    const declared = known.includes(name) || name === 'clientsecret';
    if (!declared || (name === 'version' && !environment.hasVersionColumn))
      return undeclaredProperty(set, logicalName, name);
    const refusal = judgeValue(name, value);
    if (refusal !== null) return refusal;
  }
  return judgeState(body, before);
}

const guidPattern = /^\{?[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\}?$/i;

function judgeValue(name: string, value: unknown): EmulatedResponse | null {
  const type = typeOf(name);
  if (type === null) return null;
  if (value === null)
    return required.includes(name)
      ? badPayload(
          set,
          `A null value was found for the property named '${name}', which has the expected type '${type}[Nullable=False]'. The expected type '${type}[Nullable=False]' does not allow null values.`,
        )
      : null;
  const fits =
    type === 'Edm.Guid'
      ? typeof value === 'string' && guidPattern.test(value)
      : type === 'Edm.Int32'
        ? Number.isInteger(value)
        : typeof value === 'string';
  if (!fits) return badPayload(set, `Cannot convert the literal '${String(value)}' to the expected type '${type}'.`);
  const accepted = Object.keys(choices[name] ?? {});
  if (accepted.length > 0 && !accepted.includes(String(value)))
    return refuse(
      400,
      '0x8004431b',
      `A validation error occurred. The value ${String(value)} of '${name}' on record of type '${logicalName}' is outside the valid range. Accepted Values: ${accepted.join(',')}`,
    );
  if (name === 'name' && String(value).length > 100)
    return refuse(
      400,
      '0x80044331',
      `A validation error occurred. The length of the 'name' attribute of the '${logicalName}' entity exceeded the maximum allowed length of '100'.`,
    );
  return null;
}

function typeOf(name: string): 'Edm.Guid' | 'Edm.Int32' | 'Edm.String' | null {
  if (guids.includes(name)) return 'Edm.Guid';
  if (integers.includes(name)) return 'Edm.Int32';
  return texts.includes(name) ? 'Edm.String' : null;
}

/** `statuscode` 1 belongs to state 0, 2 to state 1. That another one is refused is published; code and text are not. */
function judgeState(body: JsonObject, before: ManagedIdentityRecord | null): EmulatedResponse | null {
  const { statuscode } = body;
  if (statuscode === undefined || statuscode === null) return null;
  const state = body.statecode ?? before?.stateCode ?? 0;
  if (statuscode === Number(state) + 1) return null;
  return refuse(
    400,
    '0x80048408',
    `${String(statuscode)} is not a valid status code for state code ManagedIdentityState.${choices.statecode?.[Number(state)]} on ${logicalName}${before === null ? '' : ` with Id ${before.id}`}.`,
  );
}

export function changesOf(body: JsonObject): Partial<ManagedIdentityRecord> {
  const guid = (value: unknown) => (value === null ? null : String(value).toLowerCase().replace(/[{}]/g, ''));
  const has = (name: string) => name in body;
  return {
    ...(has('name') ? { name: String(body.name ?? '') } : {}),
    ...(has('applicationid') ? { applicationId: guid(body.applicationid) } : {}),
    ...(has('tenantid') ? { tenantId: guid(body.tenantid) } : {}),
    ...(has('credentialsource') ? { credentialSource: Number(body.credentialsource) } : {}),
    ...(has('subjectscope') ? { subjectScope: Number(body.subjectscope) } : {}),
    ...(has('version') ? { version: body.version === null ? null : Number(body.version) } : {}),
    ...(has('statecode') ? { stateCode: body.statecode === 1 ? (1 as const) : (0 as const) } : {}),
  };
}
