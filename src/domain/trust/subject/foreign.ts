/** Other Microsoft services whose subjects begin with `/eid1/`. ppmi names them and does not judge them. */
import { platformApplicationId } from '../../cloud/cloud.ts';

/** Application ids of `/a/`, with how sure we are: the first documented, the others seen in the field. */
export const knownApplications: Readonly<Record<string, string>> = {
  [platformApplicationId]: 'Power Platform managed identity',
  '7ff7972f-d597-4b84-945d-8460013d50e3': 'Power Platform managed identity, test ring',
  '7f860409-4972-48b4-b6ee-763678f2fb51': 'Power Platform managed identity, pre-production ring',
  '5b404cf4-a79d-4cfe-b866-24bf8e1a4921': 'Bot Framework',
  '9d8f559b-5984-46a4-902a-ad4271e83efa': 'Copilot Studio threat detection',
};

/** The vendor's own rings, from one script (seen): never right in a customer's credential. */
export const testRingApplicationIds: readonly string[] = [
  '7ff7972f-d597-4b84-945d-8460013d50e3',
  '7f860409-4972-48b4-b6ee-763678f2fb51',
];

const tails: readonly (readonly [RegExp, string])[] = [
  [/^\/Env\/[^/]+\/sharepointmanagedidentity\//i, 'SharePoint'],
  [/^\/sc\/[^/]+\/./i, 'Azure DevOps'],
];

const services: Readonly<Record<string, string>> = {
  '5b404cf4-a79d-4cfe-b866-24bf8e1a4921': 'Bot Framework',
  '9d8f559b-5984-46a4-902a-ad4271e83efa': 'Copilot Studio',
};

/** The service, by the text after `/a/{application}`; null if unknown. */
export function foreignService(applicationId: string | null, tail: string): string | null {
  const byTail = tails.find(([form]) => form.test(tail))?.[1];
  return byTail ?? (applicationId === null ? null : (services[applicationId] ?? null));
}
