// Taking a report away as a file: PDF, Word, JSON or Markdown, as it stands in this revision.
import { type ReactNode, useState } from 'react'
import type { OutputOf } from '#kernel/contract.ts'
import { fetchFile, problemOf } from '#web/client.ts'
import { Button } from '#web/kit/Button.tsx'
import { toast } from '#web/kit/Toast.tsx'
import { usePlace } from '#web/place.ts'
import { say } from '#web/say.ts'
import { exportDutyReport, formats, type getDutyReport } from '../../../api/duty-reports.ts'

const words: Record<(typeof formats)[number], string> = { pdf: 'PDF', docx: 'Word', json: 'JSON', md: 'Markdown' }

export function Exports({ report }: { report: OutputOf<typeof getDutyReport> }): ReactNode {
  const { realm, asOf } = usePlace()
  const [busy, setBusy] = useState<string | null>(null)
  async function take(format: (typeof formats)[number]): Promise<void> {
    setBusy(format)
    const exercise = realm === 'live' ? '' : 'EXERCISE-'
    const { regime, report: kind, revision } = report.state
    const name = `${exercise}${regime}-${kind}-${revision}.${format}`
    try {
      await fetchFile(exportDutyReport, { id: report.id, format }, name, { realm, asOf })
    } catch (error) {
      const problem = problemOf(error)
      toast(`${problem.title}. ${problem.detail ?? problem.whatToDo}`)
    }
    setBusy(null)
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a set of buttons, not a part of a form.
    <div className="row" role="group" aria-label={say('Take it as a file')}>
      {formats.map((format) => (
        <Button key={format} small icon="file" isPending={busy === format} onPress={() => void take(format)}>
          {words[format]}
        </Button>
      ))}
    </div>
  )
}
