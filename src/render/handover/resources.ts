/** Declarations for Bicep and Terraform. What they cannot declare stands as a comment with its command. */
import type { StepRequest } from '../../domain/plan.ts';
import { comment, type Formatter, type HandoverItem, type HandoverPlan, headline, preface, risks } from './handover.ts';
import { azLines, isPlainText } from './requests.ts';

/** A credential as a declaration holds it. */
interface Declared {
  readonly name: string;
  readonly issuer: string;
  readonly subject: string;
  readonly audiences: readonly string[];
}

export interface GraphCredential extends Declared {
  readonly kind: 'graph';
  readonly applicationObjectId: string;
  /** ID of a credential that is there already. */
  readonly existingId: string | null;
}

export interface ArmCredential extends Declared {
  readonly kind: 'arm';
  readonly identityId: string;
  readonly resourceGroup: string;
  readonly identity: string;
  /** PUT replaces what is there, so a declaration needs no difference; Terraform imports it. */
  readonly credentialId: string;
  readonly exists: boolean;
}

/** What a declaration can say of a request; null: nothing. */
export function declaredIn(
  { system, method, url, body }: StepRequest,
  names: ReadonlyMap<string, string>,
): GraphCredential | ArmCredential | null {
  if (system === 'graph' && (method === 'POST' || method === 'PATCH')) {
    const [, applicationObjectId, id = null] =
      /\/applications\/([0-9a-f-]{36})\/federatedIdentityCredentials(?:\/([0-9a-f-]{36}))?$/i.exec(url) ?? [];
    const values = declared(method === 'POST' ? body : { ...(body as object), name: names.get(url) });
    return applicationObjectId === undefined || values === null
      ? null
      : { kind: 'graph', applicationObjectId, existingId: method === 'POST' ? null : id, ...values };
  }
  if (system !== 'arm' || method !== 'PUT') return null;
  const [, identityId, resourceGroup, identity, name] =
    /^https:\/\/[^/]+(\/subscriptions\/[^/]+\/resourceGroups\/([^/]+)\/providers\/Microsoft\.ManagedIdentity\/userAssignedIdentities\/([^/]+))\/federatedIdentityCredentials\/([^/?]+)\?/i.exec(
      url,
    ) ?? [];
  const values = declared({ ...(body as { properties?: object } | null)?.properties, name });
  if (identityId === undefined || resourceGroup === undefined || identity === undefined || values === null) return null;
  if (![identityId, resourceGroup, identity].every(isPlainText)) return null;
  const credentialId = `${identityId}/federatedIdentityCredentials/${values.name}`;
  return { kind: 'arm', identityId, resourceGroup, identity, credentialId, exists: names.has(url), ...values };
}

function declared(body: unknown): Declared | null {
  const { name, issuer, subject, audiences } = (body ?? {}) as Partial<Record<keyof Declared, unknown>>;
  const isText = (value: unknown): value is string => typeof value === 'string' && isPlainText(value);
  if (!isText(name) || !isText(issuer) || !isText(subject) || !Array.isArray(audiences)) return null;
  return audiences.every(isText) ? { name, issuer, subject, audiences } : null;
}

interface Language {
  readonly mark: string;
  /** What every file begins with, for what it declares. */
  readonly head: (all: readonly (GraphCredential | ArmCredential)[]) => readonly string[];
  readonly declare: (credential: GraphCredential | ArmCredential, symbol: string) => readonly string[];
  readonly apply: readonly string[];
}

function declarations({ mark, head, declare, apply }: Language): Formatter {
  return (items, plan, undo) => {
    const found = items.map((item) => ({ item, credential: declaredIn(item.request, plan.credentialNames) }));
    const all = found.flatMap(({ credential }) => credential ?? []);
    return [
      `${mark} ${headline(plan, undo)}`,
      ...preface(items, plan, undo).map((line) => `${mark} ${line}`),
      ...(all.length === 0 ? [] : apply.map((line) => `${mark} ${line}`)),
      ...head(all),
      ...found.flatMap(({ item, credential }, index) => [
        '',
        `${mark} ${index + 1}. ${comment(item.says)}`,
        ...(risks[item.risk] === null ? [] : [`${mark} ${risks[item.risk]}`]),
        ...(credential === null
          ? byCommand(item, plan, mark)
          : declare(credential, `credential${all.length === 1 ? '' : index + 1}`)),
      ]),
      '',
    ].join('\n');
  };
}

function byCommand({ request, wait }: HandoverItem, plan: HandoverPlan, mark: string): readonly string[] {
  const lines = azLines(request, { shell: { shell: 'bash', windows: false } });
  const after = wait === 0 ? [] : [`${mark} First wait ${wait} seconds: Entra needs time to replicate credentials.`];
  if (lines.length > 0)
    return [...after, `${mark} Not declared here; run:`, ...lines.map((line) => `${mark}   ${line}`)];
  const detail = plan.doctor === null ? '' : ` See ${plan.doctor}.`;
  return [`${mark} Neither declared nor printed: it contains a value that ppmi does not print in scripts.${detail}`];
}

const bicepText = (text: string) =>
  `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('${', '\\${')}'`;

/**
 * Extension and resource types: Microsoft Learn, Bicep templates for Microsoft Graph (documented). An application is
 * referred to by its uniqueName, which one that was not made by a template lacks until it is set.
 */
export const bicep: Formatter = declarations({
  mark: '//',
  apply: ['Deploy: az deployment group create --resource-group <resource-group> --template-file <this-file>'],
  head(all) {
    const graph = all.some(({ kind }) => kind === 'graph');
    const identities = [...new Set(all.flatMap((each) => (each.kind === 'arm' ? [each.identity] : [])))];
    return [
      ...(graph
        ? [
            '// bicepconfig.json: { "extensions": { "microsoftGraphV1": "br:mcr.microsoft.com/bicep/extensions/microsoftgraph/v1.0:1.0.0" } }',
            'extension microsoftGraphV1',
            '',
            "@description('uniqueName of the application; set it once where it is empty')",
            'param applicationUniqueName string',
            '',
            "resource application 'Microsoft.Graph/applications@v1.0' existing = {",
            '  uniqueName: applicationUniqueName',
            '}',
          ]
        : []),
      ...identities.flatMap((name) => [
        '',
        `resource ${symbolOf(name)} 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' existing = {`,
        `  name: ${bicepText(name)}`,
        '}',
      ]),
    ];
  },
  declare(credential, symbol) {
    const { name, issuer, subject, audiences } = credential;
    const values = [
      // The linter takes the address of the issuer for one that a template should look up; it is compared as text.
      '#disable-next-line no-hardcoded-env-urls',
      `issuer: ${bicepText(issuer)}`,
      `subject: ${bicepText(subject)}`,
      'audiences: [',
      ...audiences.map((audience) => `  ${bicepText(audience)}`),
      ']',
    ];
    if (credential.kind === 'graph') {
      return [
        `resource ${symbol} 'Microsoft.Graph/applications/federatedIdentityCredentials@v1.0' = {`,
        `  name: '\${application.uniqueName}/${name}'`,
        ...values.map((line) => `  ${line}`),
        '}',
      ];
    }
    return [
      `resource ${symbol} 'Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials@2023-01-31' = {`,
      `  parent: ${symbolOf(credential.identity)}`,
      `  name: ${bicepText(name)}`,
      '  properties: {',
      ...values.map((line) => `    ${line}`),
      '  }',
      '}',
    ];
  },
});

const symbolOf = (name: string) => `identity_${name.replace(/[^A-Za-z0-9_]/g, '_')}`;

const hclText = (text: string) => JSON.stringify(text).replaceAll('${', '$${').replaceAll('%{', '%%{');

/** Arguments: the pages of the providers azuread 3 and azurerm 5 (documented). */
export const terraform: Formatter = declarations({
  mark: '#',
  apply: ['Apply: terraform init && terraform apply'],
  head(all) {
    const providers = [
      ...(all.some(({ kind }) => kind === 'graph') ? ['azuread = { source = "hashicorp/azuread" }'] : []),
      ...(all.some(({ kind }) => kind === 'arm') ? ['azurerm = { source = "hashicorp/azurerm" }'] : []),
    ];
    if (providers.length === 0) return [];
    return ['', 'terraform {', '  required_providers {', ...providers.map((line) => `    ${line}`), '  }', '}'];
  },
  declare(credential, symbol) {
    const { name, issuer, subject, audiences } = credential;
    const list = `[${audiences.map(hclText).join(', ')}]`;
    if (credential.kind === 'graph') {
      const { applicationObjectId, existingId } = credential;
      const address = `azuread_application_federated_identity_credential.${symbol}`;
      return [
        ...imported(
          address,
          existingId === null ? null : `${applicationObjectId}/federatedIdentityCredential/${existingId}`,
        ),
        `resource "azuread_application_federated_identity_credential" "${symbol}" {`,
        `  application_id = ${hclText(`/applications/${applicationObjectId}`)}`,
        `  display_name   = ${hclText(name)}`,
        `  issuer         = ${hclText(issuer)}`,
        `  subject        = ${hclText(subject)}`,
        `  audiences      = ${list}`,
        '}',
      ];
    }
    return [
      ...imported(
        `azurerm_federated_identity_credential.${symbol}`,
        credential.exists ? credential.credentialId : null,
      ),
      `resource "azurerm_federated_identity_credential" "${symbol}" {`,
      `  name                      = ${hclText(name)}`,
      `  user_assigned_identity_id = ${hclText(credential.identityId)}`,
      `  issuer                    = ${hclText(issuer)}`,
      `  subject                   = ${hclText(subject)}`,
      `  audience                  = ${list}`,
      '}',
    ];
  },
});

function imported(address: string, id: string | null): readonly string[] {
  return id === null ? [] : ['import {', `  to = ${address}`, `  id = ${hclText(id)}`, '}', ''];
}
