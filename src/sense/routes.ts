// Each contract of this room, and what answers it.
import { type Binding, bind } from '#platform/http/types.ts'
import { getAttack, judgeAttack, listAttacks, listObservations } from './actions/attacks.ts'
import { exportSeries } from './actions/export-series.ts'
import { forecastThreshold } from './actions/forecast.ts'
import { importComplaints } from './actions/import-complaints.ts'
import type { SenseRoom } from './actions/room.ts'
import { sendFrame } from './actions/send-frame.ts'
import { changeSensor, listSensors, registerSensor } from './actions/sensors.ts'
import { showSeries } from './actions/show-series.ts'
import { showWall } from './actions/show-wall.ts'
import { addTarget, changeTarget, listTargets } from './actions/targets.ts'
import * as attacks from './api/attacks.ts'
import * as measurements from './api/measurements.ts'
import * as targets from './api/targets.ts'

export function senseBindings(room: SenseRoom): Binding[] {
  return [
    bind(targets.addTarget, (input, call) => addTarget(room, input, call)),
    bind(targets.changeTarget, (input, call) => changeTarget(room, input, call)),
    bind(targets.listTargets, (input, call) => listTargets(room, input, call)),
    bind(targets.registerSensor, (input, call) => registerSensor(room, input, call)),
    bind(targets.changeSensor, (input, call) => changeSensor(room, input, call)),
    bind(targets.listSensors, (_input, call) => listSensors(room, call)),
    bind(targets.sendFrame, (_input, call) => sendFrame(room, call)),
    bind(measurements.showWall, (input, call) => showWall(room, input, call)),
    bind(measurements.showSeries, (input, call) => showSeries(room, input, call)),
    bind(measurements.exportSeries, (input, call) => exportSeries(room, input, call)),
    bind(measurements.importComplaints, (input, call) => importComplaints(room, input, call)),
    bind(attacks.listAttacks, (input, call) => listAttacks(room, input, call)),
    bind(attacks.getAttack, (input, call) => getAttack(room, input, call)),
    bind(attacks.judgeAttack, (input, call) => judgeAttack(room, input, call)),
    bind(attacks.listObservations, (input, call) => listObservations(room, input, call)),
    bind(attacks.forecastThreshold, (input, call) => forecastThreshold(room, input, call)),
  ]
}
