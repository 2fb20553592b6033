// Joins the contracts of tasks, rotas and call-outs to their actions, names their jobs, and hears how deliveries ended.
import { type Binding, bind } from '#platform/http/types.ts'
import type { Job } from '#platform/room.ts'
import * as callOuts from '../../api/call-outs.ts'
import * as rotas from '../../api/rotas.ts'
import * as tasks from '../../api/tasks.ts'
import { assignTask, changeTask, reassignTask, reopenTask } from './assign-task.ts'
import * as calling from './call-out.ts'
import { callOutOrigin, callRounds, noteAttempt } from './call-round.ts'
import * as duty from './hand-over.ts'
import * as pagers from './pagers.ts'
import { escalateTasks, followDuties } from './pass-on.ts'
import * as plan from './plan-rota.ts'
import * as readRotas from './read-rotas.ts'
import { getTask, listTasks, waitsForMe } from './read-tasks.ts'
import type { TasksRoom } from './room.ts'
import { pagerOrigin } from './tell.ts'
import { acknowledgeTask, cancelTask, finishTask } from './work-task.ts'

export function tasksBindings(room: TasksRoom): Binding[] {
  room.outbox.onEnded(callOutOrigin, (delivery) => noteAttempt(room, delivery))
  room.outbox.onEnded(pagerOrigin, (delivery) => pagers.notePagerEnd(room, delivery))
  return [
    bind(tasks.assignTask, (input, call) => assignTask(room, input, call)),
    bind(tasks.changeTask, (input, call) => changeTask(room, input, call)),
    bind(tasks.acknowledgeTask, (input, call) => acknowledgeTask(room, input, call)),
    bind(tasks.reassignTask, (input, call) => reassignTask(room, input, call)),
    bind(tasks.finishTask, (input, call) => finishTask(room, input, call)),
    bind(tasks.cancelTask, (input, call) => cancelTask(room, input, call)),
    bind(tasks.reopenTask, (input, call) => reopenTask(room, input, call)),
    bind(tasks.listTasks, (input, call) => listTasks(room, input, call)),
    bind(tasks.getTask, (input, call) => getTask(room, input, call)),
    bind(tasks.waitsForMe, (input, call) => waitsForMe(room, input, call)),
    bind(rotas.openRota, (input, call) => plan.openRota(room, input, call)),
    bind(rotas.changeRota, (input, call) => plan.changeRota(room, input, call)),
    bind(rotas.closeRota, (input, call) => plan.closeRota(room, input, call)),
    bind(rotas.changeShifts, (input, call) => plan.changeShifts(room, input, call)),
    bind(rotas.planShifts, (input, call) => plan.planShifts(room, input, call)),
    bind(rotas.offerHandOver, (input, call) => duty.offerHandOver(room, input, call)),
    bind(rotas.answerHandOver, (input, call) => duty.answerHandOver(room, input, call)),
    bind(rotas.takeDuty, (input, call) => duty.takeDuty(room, input, call)),
    bind(rotas.askSwap, (input, call) => duty.askSwap(room, input, call)),
    bind(rotas.answerSwap, (input, call) => duty.answerSwap(room, input, call)),
    bind(rotas.listRotas, (input, call) => readRotas.listRotas(room, input, call)),
    bind(rotas.getRota, (input, call) => readRotas.getRota(room, input, call)),
    bind(rotas.whoIsOnDuty, (input, call) => readRotas.whoIsOnDuty(room, input, call)),
    bind(rotas.rotaCalendar, (input, call) => readRotas.rotaCalendar(room, input, call)),
    bind(callOuts.startCallOut, (input, call) => calling.startCallOut(room, input, call)),
    bind(callOuts.callMore, (input, call) => calling.callMore(room, input, call)),
    bind(callOuts.answerCallOut, (input, call) => calling.answerCallOut(room, input, call)),
    bind(callOuts.endCallOut, (input, call) => calling.endCallOut(room, input, call)),
    bind(callOuts.listCallOuts, (input, call) => calling.listCallOuts(room, input, call)),
    bind(callOuts.getCallOut, (input, call) => calling.getCallOut(room, input, call)),
    bind(callOuts.addPager, (input, call) => pagers.addPager(room, input, call)),
    bind(callOuts.listPagers, (input, call) => pagers.listPagers(room, input, call)),
    bind(callOuts.removePager, (input, call) => pagers.removePager(room, input, call)),
    bind(callOuts.tryPager, (input, call) => pagers.tryPager(room, input, call)),
  ]
}

/** Tasks follow the duty before they escalate, so that nobody is passed over who came on duty a moment ago. */
export function tasksJobs(room: TasksRoom): Job[] {
  return [
    {
      name: 'coordinate-tasks',
      everySeconds: 2,
      async run() {
        await followDuties(room)
        await escalateTasks(room)
      },
    },
    { name: 'coordinate-call-outs', everySeconds: 2, run: async () => void (await callRounds(room)) },
  ]
}
