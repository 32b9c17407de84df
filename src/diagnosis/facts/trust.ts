import { readSignedFile } from '../../domain/signed-file/read.ts';
import { composeTrusts } from '../../domain/trust/compose.ts';
import type { TrustVersion } from '../../domain/trust/trust.ts';
import { defineFact } from './fact-store.ts';

export const registeredFile = defineFact({
  name: 'registeredFile',
  dependsOn: ['component'],
  permission: {
    required:
      'read access to the content of plug-in assemblies and packages (System Customizer or System Administrator)',
    grantedBy: 'an administrator of the environment',
  },
  async read({ dataverse }, { component }) {
    const content = await dataverse.content(component);
    return content === null ? null : readSignedFile(content, { file: component.name });
  },
});

/** What was named on the command line and read there: nothing that could be refused here. */
export const localFiles = defineFact({
  name: 'localFiles',
  dependsOn: ['component'],
  permission: null,
  async read({ localFiles: { assembly, others } = { assembly: null, others: [] } }, { component }) {
    const isOther = assembly?.componentId !== undefined && assembly.componentId !== component.id;
    return { assembly: isOther ? null : assembly, others };
  },
});

export const expectedTrust = defineFact({
  name: 'expectedTrust',
  dependsOn: ['environment', 'component', 'identity', 'registeredFile'],
  permission: null,
  async read(_sources, { environment, component, identity, registeredFile: file }) {
    const version = identity.record === null ? newRecordVersion : known(identity.record.version ?? 0);
    if (file === null || file.certificate === null) return { version, trusts: [] };
    const trusts = composeTrusts({
      certificate: file.certificate,
      otherSigners: file.otherSigners,
      component: component.type,
      cloud: environment.cloud,
      tenantId: environment.tenantId,
      environmentId: environment.environmentId,
    });
    return { version, trusts };
  },
});

/** What a record that does not exist yet would be created with. */
const newRecordVersion = 2;

function known(version: number): TrustVersion | null {
  return version === 0 || version === 1 || version === 2 ? version : null;
}

/** The service's clock, because this machine's may be wrong and the certificate is judged where it is used. */
export const now = defineFact({
  name: 'now',
  dependsOn: ['environment'],
  permission: null,
  read: async ({ dataverse }) => dataverse.clock() ?? new Date(),
});
