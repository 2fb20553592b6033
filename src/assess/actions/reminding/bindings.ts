// Reminders at their contracts.
import { type Binding, bind } from '#platform/http/index.ts'
import * as api from '../../api/reminders.ts'
import * as own from './own-reminders.ts'
import type { Reminding } from './room.ts'
import * as hooks from './webhooks.ts'

export function remindingBindings(room: Reminding): Binding[] {
  return [
    bind(api.reminderChoices, (input, call) => own.reminderChoices(room, input, call)),
    bind(api.chooseReminders, (input, call) => own.chooseReminders(room, input, call)),
    bind(api.openCalendar, (input, call) => own.openCalendar(room, input, call)),
    bind(api.closeCalendar, (input, call) => own.closeCalendar(room, input, call)),
    bind(api.addWebhook, (input, call) => hooks.addWebhook(room, input, call)),
    bind(api.listWebhooks, () => hooks.listWebhooks(room)),
    bind(api.removeWebhook, (input) => hooks.removeWebhook(room, input)),
    bind(api.tryWebhook, (input, call) => hooks.tryWebhook(room, input, call)),
  ]
}
