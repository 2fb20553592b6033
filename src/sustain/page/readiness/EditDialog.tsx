// A new edition of a guideline: what is changed most in fields, all of it as JSON.
import { type ReactNode, useState } from 'react'
import type { OutputOf } from '#kernel/contract.ts'
import { useTell } from '#web/ask.ts'
import { Dialog } from '#web/kit/Dialog.tsx'
import { TextField } from '#web/kit/Field.tsx'
import { Form } from '#web/kit/Form.tsx'
import { toast } from '#web/kit/Toast.tsx'
import { say } from '#web/say.ts'
import { changeGuideline, type getGuideline } from '../../api/guidelines.ts'
import type { Guideline } from '../../model/guideline.ts'

type Own = NonNullable<OutputOf<typeof getGuideline>['own']>

export function EditDialog({ own, onClose }: { own: Own; onClose: () => void }): ReactNode {
  const changing = useTell(changeGuideline)
  const [text, setText] = useState<Guideline>(own.state.text)
  const [zones, setZones] = useState(text.exclusions.map(({ zone, why }) => `${zone}: ${why}`).join('\n'))
  const [json, setJson] = useState('')
  const [wrong, setWrong] = useState<string>()
  const { decision, vantage, rollBack } = text
  const { hysteresis } = rollBack
  const set = (part: Partial<Guideline>) => setText({ ...text, ...part })
  const within = (part: Partial<typeof hysteresis>) =>
    set({ rollBack: { ...rollBack, hysteresis: { ...hysteresis, ...part } } })

  async function send(): Promise<void> {
    setWrong(undefined)
    let edition: Guideline = { ...text, exclusions: zonesIn(zones) }
    if (json.trim() !== '') {
      try {
        edition = JSON.parse(json)
      } catch {
        setWrong(say('That is no JSON.'))
        return
      }
    }
    await changing.tell({ id: own.id, version: own.version, text: edition })
    toast(say('Kept as a draft. Somebody else approves it.'))
    onClose()
  }

  return (
    <Dialog title={say('Edit the guideline')} open wide onClose={onClose}>
      <Form submit={say('Keep the edition')} pending={changing.pending} error={changing.error} onSubmit={send}>
        <TextField
          label={say('Title')}
          value={text.title}
          onChange={(title) => set({ title })}
          required
          maxLength={200}
        />
        <TextField label={say('Version')} value={text.version} onChange={(version) => set({ version })} required />
        <TextField
          label={say('Summary')}
          value={text.summary}
          onChange={(summary) => set({ summary })}
          lines={3}
          required
        />
        <div className="columns">
          <TextField
            label={say('Who decides')}
            value={decision.owner}
            onChange={(owner) => set({ decision: { ...decision, owner } })}
            required
          />
          <TextField
            label={say('In their absence')}
            value={decision.deputy}
            onChange={(deputy) => set({ decision: { ...decision, deputy } })}
            required
          />
        </div>
        <div className="columns">
          <TextField
            label={say('Vantage points that must agree, at least')}
            type="number"
            value={String(vantage.quorum.least)}
            onChange={(least) => set({ vantage: { ...vantage, quorum: { ...vantage.quorum, least: Number(least) } } })}
          />
          <TextField
            label={say('Seconds that it must fail')}
            type="number"
            value={String(hysteresis.failingSeconds)}
            onChange={(value) => within({ failingSeconds: Number(value) })}
          />
          <TextField
            label={say('Seconds that it must be well')}
            type="number"
            value={String(hysteresis.wellSeconds)}
            onChange={(value) => within({ wellSeconds: Number(value) })}
          />
          <TextField
            label={say('Seconds that a move stays')}
            type="number"
            value={String(hysteresis.leastSeconds)}
            onChange={(value) => within({ leastSeconds: Number(value) })}
          />
        </div>
        <TextField
          label={say('Zones that are never moved')}
          hint={say('One on each line: zone, a colon, and why.')}
          value={zones}
          onChange={setZones}
          lines={5}
          mono
        />
        <details>
          <summary>{say('All of it as JSON')}</summary>
          <TextField
            label={say('The whole text')}
            hint={say(
              'When something stands here, it counts, and the fields above do not. The file in JSON is a start.',
            )}
            value={json}
            onChange={setJson}
            error={wrong}
            lines={10}
            mono
            optional
          />
        </details>
      </Form>
    </Dialog>
  )
}

function zonesIn(text: string): Guideline['exclusions'] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
    .map((line) => {
      const colon = line.indexOf(':')
      const zone = (colon < 0 ? line : line.slice(0, colon)).trim()
      return { zone, why: (colon < 0 ? '' : line.slice(colon + 1).trim()) || say('Internal') }
    })
}
