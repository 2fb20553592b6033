// STIX 2.1 bundles and ATT&CK: what this area adds to the room.
import { join } from 'node:path'
import { bind } from '#platform/http/types.ts'
import * as api from '../../api/stix.ts'
import type { Area } from '../area.ts'
import type { FederateRoom } from '../room.ts'
import { checkStixFile } from './check-stix.ts'
import { createTechniques } from './find-technique.ts'
import { importStix } from './import-stix.ts'
import { spool, sweepSpooled } from './spool.ts'

export function stixArea(room: FederateRoom): Area {
  const techniques = createTechniques(room)
  return {
    bindings: [
      bind(api.checkStix, async (_input, call) => {
        const spooled = await spool(call.upload, join(room.settings.dataDir, 'incoming'), api.stixMaxBytes)
        if (!spooled.ok) return spooled
        try {
          return await checkStixFile(spooled.value.read())
        } finally {
          await spooled.value.remove()
        }
      }),
      bind(api.importStix, (input, call) => importStix(room, input, call)),
      bind(api.findTechnique, (input, call) => techniques.find(input, call)),
    ],
    jobs: [],
    async start() {
      await sweepSpooled(join(room.settings.dataDir, 'incoming'), room.clock.now())
    },
    async stop() {
      techniques.stop()
    },
  }
}
