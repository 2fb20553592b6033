// The door to what is read from files alone: the law and the days off. Whoever judges without a node comes in here.
export { readDaysOff } from '../days-off.ts'
export { bindFiles, lawFolder, readLaw, readLawFiles, versionOf } from './read-law.ts'
