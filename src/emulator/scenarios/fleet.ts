/** Grows a healthy environment to many components, applications and bytes, for measurements of clients. */
import { derivedId } from '../derived-id.ts';
import type { Parts } from './base.ts';
import { applicationNamed, credentialOf, principalOf } from './makers.ts';

/** Changes the parts in place. Every application trusts what the components present, so the world stays healthy. */
export function growFleet({ options, tenant, environment, record, claims }: Parts): void {
  if (options.applications === 1 && options.contentBytes === 0) return;
  const records = [record];
  for (let number = 2; number <= options.applications; number += 1) {
    const name = `Contoso Invoices ${number}`;
    const application = applicationNamed(name);
    application.federatedIdentityCredentials.push(credentialOf(`contoso-invoices-dev-${number}`, claims));
    tenant.applications.push(application);
    tenant.servicePrincipals.push(principalOf(application, tenant.id));
    records.push({ ...record, id: derivedId(`record/${name}`), name, applicationId: application.appId });
  }
  environment.managedIdentities.splice(0, Infinity, ...records);
  const size = Math.floor(options.contentBytes / environment.components.length);
  const grown = new Map<string, string>();
  for (const [index, component] of environment.components.entries()) {
    component.managedIdentityId = records[index % records.length]?.id ?? record.id;
    if (component.content === null || component.kind !== 'assembly') continue;
    const content = grown.get(component.content) ?? padded(component.content, size);
    grown.set(component.content, content);
    component.content = content;
  }
}

/**
 * Zeros after the signature, inside the certificate table: neither its size nor its content is part of the digest, so
 * the signature holds (Windows Authenticode Portable Executable Signature Format, documented).
 */
function padded(base64: string, size: number): string {
  const file = Buffer.from(base64, 'base64');
  const optionalHeader = file.readUInt32LE(0x3c) + 24;
  const directories = optionalHeader + (file.readUInt16LE(optionalHeader) === 0x20b ? 112 : 96);
  const table = file.readUInt32LE(directories + 4 * 8);
  const more = Math.floor((size - file.length) / 8) * 8;
  if (table === 0 || more <= 0) return base64;
  file.writeUInt32LE(file.readUInt32LE(directories + 4 * 8 + 4) + more, directories + 4 * 8 + 4);
  file.writeUInt32LE(file.readUInt32LE(table) + more, table);
  return Buffer.concat([file, Buffer.alloc(more)]).toString('base64');
}
