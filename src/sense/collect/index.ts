// The door of the edge: what `./tocsin sense` needs, and nothing that needs a database. Files are loaded when they are used.

export { type GenerateAsk, generateFiles, presets } from '../actions/generate-days.ts'
export { exampleConfig, SensorConfig } from '../model/sensor-config.ts'
export { readSensorSettings, type SensorFlags } from './read-config.ts'
export { type RunningSensor, runSensor } from './run-sensor.ts'
export { createShown } from './show-counters.ts'
