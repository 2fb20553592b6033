// The door of sense: what other rooms may call.
export type { Bucket, Frame, SensorHealth } from './model/bucket.ts'
