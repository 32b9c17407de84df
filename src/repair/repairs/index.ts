import type { AnyRepair } from '../repair.ts';
import awaitCredential from './await-credential.ts';
import bindComponent from './bind-component.ts';
import bindOtherRecord from './bind-other-record.ts';
import correctApplication from './correct-application.ts';
import createRecord from './create-record.ts';
import createServicePrincipal from './create-service-principal.ts';
import fixCredential from './fix-credential.ts';
import nameApplication from './name-application.ts';
import patchRecord from './patch-record.ts';
import recreateCredential from './recreate-credential.ts';
import setScope from './set-scope.ts';

export const repairs: readonly AnyRepair[] = [
  createRecord,
  bindComponent,
  bindOtherRecord,
  patchRecord,
  setScope,
  correctApplication,
  nameApplication,
  createServicePrincipal,
  fixCredential,
  awaitCredential,
  recreateCredential,
];
