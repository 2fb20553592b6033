// The door of the edge: what `./tocsin sense` needs, and nothing that needs a database. Files are loaded when they are used.

export { detectFile } from '../actions/detect-file.ts'
export { type GenerateAsk, generateFiles, presets } from '../actions/generate-days.ts'
export { replayCapture } from '../actions/replay-capture.ts'
export { DetectOutput } from '../model/detect-output.ts'
export { ReplayOutput } from '../model/replay-output.ts'
export { exampleConfig, SensorConfig } from '../model/sensor-config.ts'
export { readSensorSettings, type SensorFlags, targetOf } from './read-config.ts'
export { type RunningSensor, runSensor } from './run-sensor.ts'
export { createShown } from './show-counters.ts'
