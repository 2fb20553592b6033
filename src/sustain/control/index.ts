// The door of control for the command line: plans, moves and the way back without a node.
export { askHere } from './ask-here.ts'
export { openControls } from './controls-file.ts'
export { type Outcome, readPlan, rollBackNow, type Standalone, showPlan, switchNow } from './standalone.ts'
export { controlsAway } from './way-back.ts'
