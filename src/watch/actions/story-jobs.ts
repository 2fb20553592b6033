// Timed work on stories: items from before there were stories are placed, and what is not needed or allowed is forgotten.
import type { Job } from '#platform/room.ts'
import { WINDOW_MILLISECONDS } from '../rules/stories.ts'
import { forgetSketches, forgetTerms } from '../store/stories.ts'
import { forgetErased } from './forget-erased.ts'
import { createOlderItems } from './place-older.ts'
import type { WatchRoom } from './room.ts'

/** What is of one event is within the window; as much again for what comes late. */
const keptMilliseconds = 2 * WINDOW_MILLISECONDS

export function storyJobs(room: WatchRoom): Job[] {
  const older = createOlderItems(room)
  return [
    { name: 'watch-older-items', everySeconds: 30, run: async () => void (await older.place()) },
    { name: 'watch-erasures', everySeconds: 600, run: async () => void (await forgetErased(room)) },
    { name: 'watch-stories', everySeconds: 24 * 3600, run: () => forget(room) },
  ]
}

async function forget({ journal, clock }: WatchRoom): Promise<void> {
  await forgetSketches(journal.sql)
  await forgetTerms(journal.sql, new Date(clock.now().getTime() - keptMilliseconds).toISOString())
}
