// Founding a cluster, or changing what it is for.

import { useNavigate } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { type MarkingChoice, tlpLabels } from '#kernel/marking.ts'
import { useAsk, useTell } from '#web/ask.ts'
import { Dialog } from '#web/kit/Dialog.tsx'
import { SelectField, TextField } from '#web/kit/Field.tsx'
import { Form } from '#web/kit/Form.tsx'
import { cleanMarking, MarkingPicker } from '#web/kit/MarkingPicker.tsx'
import { Picks } from '#web/kit/Picks.tsx'
import { say } from '#web/say.ts'
import { editCluster, openCluster } from '../../api/clusters.ts'
import { getTaxonomy, listTaxonomies } from '../../api/taxonomy.ts'
import type { Cluster } from '../../model/cluster.ts'

export interface ClusterFormProps {
  /** The one that is changed; without it a new one is founded. */
  cluster?: { id: string; version: number; state: Cluster }
  onClose: () => void
}

export function FoundCluster({ cluster, onClose }: ClusterFormProps): ReactNode {
  const before = cluster?.state
  const open = useTell(openCluster)
  const edit = useTell(editCluster)
  const navigate = useNavigate()
  const act = cluster ? edit : open
  const [name, setName] = useState(before?.name ?? '')
  const [mandate, setMandate] = useState(before?.mandate ?? '')
  const [words, setWords] = useState(before?.threats.words.join('\n') ?? '')
  const [terms, setTerms] = useState<readonly string[]>(before?.threats.terms.map((term) => term.id) ?? [])
  const [rules, setRules] = useState(before?.rules ?? { framework: '', version: '', pointer: '', link: '' })
  const [highest, setHighest] = useState<string>(before?.highest ?? 'AMBER+STRICT')
  const [contact, setContact] = useState(before?.contact ?? '')
  const [marking, setMarking] = useState<MarkingChoice>({ tlp: 'AMBER+STRICT' })
  const { taxonomy, choices } = useTerms(before?.threats.taxonomy ?? null)
  const threats = {
    ...(taxonomy && terms.length > 0 ? { taxonomy, terms: [...terms] } : {}),
    words: [
      ...new Set(
        words
          .split('\n')
          .map((one) => one.trim())
          .filter((one) => one.length > 1),
      ),
    ],
  }
  const charter = {
    ...{ name, mandate, threats, rules, contact },
    highest: tlpLabels.find((one) => one === highest) ?? ('AMBER+STRICT' as const),
  }
  async function send(): Promise<void> {
    if (cluster) await edit.tell({ id: cluster.id, version: cluster.version, ...charter })
    else {
      const made = await open.tell({ ...charter, marking: cleanMarking(marking) })
      await navigate({ to: '/clusters/$id', params: { id: made.id } })
      return
    }
    onClose()
  }
  const rule = (field: keyof typeof rules) => (value: string) => setRules({ ...rules, [field]: value })
  return (
    <Dialog title={cluster ? say('Change the cluster') : say('Found a cluster')} open wide onClose={onClose}>
      <Form
        submit={cluster ? say('Change it') : say('Found it')}
        pending={act.pending}
        error={act.error}
        onSubmit={send}
      >
        <TextField label={say('Name')} value={name} onChange={setName} required minLength={3} />
        <TextField
          label={say('Mandate')}
          hint={say('What it is for, and what it is not for.')}
          lines={3}
          value={mandate}
          onChange={setMandate}
          required
          minLength={3}
        />
        {choices.length > 0 ? (
          <Picks
            label={say('Common threats, by the taxonomy')}
            optional
            values={terms}
            onChange={setTerms}
            choices={choices}
          />
        ) : null}
        <TextField
          label={say('Common threats, in your own words')}
          hint={say('One on each line.')}
          lines={2}
          value={words}
          onChange={setWords}
          optional
        />
        <fieldset className="field stack">
          <legend>{say('Rules')}</legend>
          <p className="hint">{say('Of a sharing framework that is there already: named, not copied.')}</p>
          <TextField
            label={say('Framework')}
            value={rules.framework}
            onChange={rule('framework')}
            required
            minLength={3}
          />
          <TextField label={say('Version of the rules')} value={rules.version} onChange={rule('version')} required />
          <TextField label={say('Where they stand')} value={rules.pointer} onChange={rule('pointer')} required />
          <TextField label={say('Address')} type="url" value={rules.link} onChange={rule('link')} optional />
        </fieldset>
        <SelectField
          label={say('Nothing above')}
          value={highest}
          onChange={setHighest}
          choices={tlpLabels.map((tlp) => ({ value: tlp, label: `TLP:${tlp}` }))}
        />
        <TextField label={say('Contact')} value={contact} onChange={setContact} required />
        {cluster ? null : <MarkingPicker value={marking} onChange={setMarking} />}
      </Form>
    </Dialog>
  )
}

/** Terms of the version that is named, or of the one that holds. */
function useTerms(named: string | null) {
  const list = useAsk(listTaxonomies, { limit: 200 })
  const items = list.data?.items ?? []
  const taxonomy = named ?? (items.find((one) => one.state.status === 'adopted') ?? items[0])?.id ?? null
  const version = useAsk(getTaxonomy, { id: taxonomy ?? '' }, { when: taxonomy !== null })
  const labels = new Map((version.data?.state.axes ?? []).map((axis) => [axis.id, axis.label]))
  const choices = (version.data?.state.terms ?? []).map((term) => ({
    value: term.id,
    label: term.label,
    group: labels.get(term.axis) ?? '',
  }))
  return { taxonomy, choices }
}
