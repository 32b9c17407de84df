/** The trusts of a signed file in the environment that the flags describe. */

import type { CloudId } from '../../domain/cloud/cloud-id.ts';
import type { SignedFile } from '../../domain/signed-file/model.ts';
import type { ComponentType, Trust } from '../../domain/trust/trust.ts';

export interface TrustPlace {
  readonly tenant: string;
  readonly 'environment-id': string;
  readonly cloud?: CloudId | undefined;
  readonly 'component-type'?: ComponentType | undefined;
}

/** For versions 0, 1 and 2; empty for an unsigned file. */
export async function expectedTrusts(file: SignedFile, place: TrustPlace): Promise<readonly Trust[]> {
  if (file.certificate === null) return [];
  const { composeTrusts } = await import('../../domain/trust/compose.ts');
  return composeTrusts({
    certificate: file.certificate,
    otherSigners: file.otherSigners,
    component: place['component-type'] ?? (file.kind === 'package' ? 'package' : 'assembly'),
    cloud: place.cloud ?? 'public',
    tenantId: place.tenant,
    environmentId: place['environment-id'],
  });
}
