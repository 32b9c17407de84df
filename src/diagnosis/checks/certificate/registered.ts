import { finding } from '../../../domain/findings.ts';
import type { Certificate } from '../../../domain/signed-file/model.ts';
import type { ComponentType } from '../../../domain/trust/trust.ts';
import { defineCheck, notApplicable } from '../../check.ts';
import { atComponent } from '../../where.ts';

export default defineCheck({
  id: 'certificate/registered',
  title: 'the registered component and the local file are signed with the same certificate',
  needs: ['component', 'registeredFile', 'localFiles'],
  emits: ['signature-not-registered'],
  run({ component, registeredFile, localFiles: { assembly } }) {
    if (assembly === null || registeredFile === null) return notApplicable;
    const { name, file } = assembly;
    const given = file.certificate;
    if (given === null) return { inconclusive: `${name} is not signed; pass the signed file`, fact: 'localFiles' };
    const { kind } = file;
    // A certificate or a PFX stands for whatever is signed with it.
    if ((kind === 'assembly' || kind === 'package') && kind !== component.type) {
      return {
        inconclusive: `${name} is ${articled(kind)}, but the registered component is ${articled(component.type)}`,
        fact: 'localFiles',
      };
    }
    const actual = registeredFile.certificate;
    if (actual?.sha256 === given.sha256) return [];
    return [
      finding(
        'signature-not-registered',
        atComponent(component),
        { component: component.name, file: name },
        { expected: named(given), actual: actual && named(actual) },
      ),
    ];
  },
});

function articled(type: ComponentType): string {
  return type === 'assembly' ? 'an assembly' : 'a package';
}

function named({ subject, sha256 }: Certificate): string {
  return `${subject}, SHA-256 ${sha256}`;
}
