// A new agreement: with whom, and which of the models it begins with. Its words are changed on its own page.
import './agreements.css'
import { Link, useNavigate } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { useAsk, useTell } from '#web/ask.ts'
import { Card } from '#web/kit/Card.tsx'
import { Empty, Skeleton } from '#web/kit/Empty.tsx'
import { RadioField, SelectField } from '#web/kit/Field.tsx'
import { Form } from '#web/kit/Form.tsx'
import { Page } from '#web/kit/Page.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { useChoices } from '#web/place.ts'
import { say } from '#web/say.ts'
import { agreementForms, draftAgreement } from '../../api/agreements.ts'
import { listPeers } from '../../api/directory.ts'
import { flowSentences } from '../../rules/agreements/sentences.ts'
import { FederateTabs } from '../Tabs.tsx'
import type { Forms } from './words.ts'

export function NewAgreementPage(): ReactNode {
  const forms = useAsk(agreementForms, {}, { timeless: true })
  const peers = useAsk(listPeers, { status: 'trusted' })
  const error = forms.error ?? peers.error
  return (
    <Page
      title={say('Draft an agreement')}
      above={<Link to="/agreements">{say('Agreements')}</Link>}
      lead={say('Nothing leaves this node before a person has signed it. Every word can be changed before that.')}
    >
      <FederateTabs />
      {error ? <Problem error={error} /> : null}
      {forms.data && peers.data ? (
        <Choose forms={forms.data} peers={peers.data.items.map(({ id, name }) => ({ value: id, label: name }))} />
      ) : error ? null : (
        <Skeleton lines={6} tall />
      )}
    </Page>
  )
}

function Choose({ forms, peers }: { forms: Forms; peers: readonly { value: string; label: string }[] }): ReactNode {
  const [{ peer: asked, model: chosen }, choose] = useChoices('peer', 'model')
  const draft = useTell(draftAgreement)
  const navigate = useNavigate()
  const [sides, setSides] = useState<Record<string, string>>({})
  const peer = peers.find(({ value }) => value === asked)?.value ?? peers[0]?.value
  const model = forms.models.find(({ id }) => id === chosen) ?? forms.models[0]
  if (!peer || !model)
    return (
      <Empty title={say('No peer is trusted yet.')}>
        {say('An agreement is made with a node whose fingerprint a person has compared.')}{' '}
        <Link to="/peers">{say('Peers')}</Link>
      </Empty>
    )
  const side = sides[model.id] ?? model.sides[0].id
  async function send(): Promise<void> {
    if (!peer || !model) return
    const made = await draft.tell({ peer, model: { id: model.id, side } })
    await navigate({ to: '/agreements/$id', params: { id: made.id } })
  }
  return (
    <Card title={say('With whom, and like what')}>
      <Form submit={say('Draft it')} pending={draft.pending} error={draft.error} onSubmit={send}>
        <SelectField label={say('With')} value={peer} onChange={(next) => choose({ peer: next })} choices={peers} />
        <RadioField
          label={say('Begin with')}
          value={model.id}
          onChange={(next) => choose({ model: next })}
          choices={forms.models.map(({ id, title, about }) => ({ value: id, label: title, hint: about }))}
        />
        <RadioField
          label={say('This node is')}
          inline
          value={side}
          onChange={(next) => setSides({ ...sides, [model.id]: next })}
          choices={model.sides.map(({ id, label }) => ({ value: id, label }))}
        />
        <div className="stack tight">
          <h3>{say('What it would say')}</h3>
          <p>{model.purpose}</p>
          <ul>
            {sentencesOf(model, forms).map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
          <p className="small quiet">{model.source}</p>
        </div>
      </Form>
    </Card>
  )
}

/** The sides of a model speak by their labels. */
function sentencesOf(model: Forms['models'][number], forms: Forms): string[] {
  const parties = model.sides.map(({ id, label }) => ({
    ...{ node: id, organisation: id },
    name: label.charAt(0).toUpperCase() + label.slice(1),
  }))
  const [one, other] = parties
  if (!one || !other) return []
  const terms = { ...model, parties: [one, other] } as unknown as Parameters<typeof flowSentences>[0]
  return flowSentences(terms, forms)
}
