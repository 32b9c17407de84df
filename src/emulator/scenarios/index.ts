export { type BuiltWorld, buildScenario, buildWorld } from './build.ts';
export { type ListedScenario, listScenarios } from './list.ts';
export { ScenarioError } from './scenario.ts';
