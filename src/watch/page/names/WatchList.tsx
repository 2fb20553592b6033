// The watch-list: what names are, settled once by a person, and whom a signal on them concerns.
import { type ReactNode, useState } from 'react'
import type { OutputOf } from '#kernel/contract.ts'
import { useAsk, useTell } from '#web/ask.ts'
import { Badge } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { Empty, Skeleton } from '#web/kit/Empty.tsx'
import { CheckField } from '#web/kit/Field.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { Time } from '#web/kit/Time.tsx'
import { toast } from '#web/kit/Toast.tsx'
import { useGlow } from '#web/live.ts'
import { useChoices } from '#web/place.ts'
import { say, sayCount } from '#web/say.ts'
import { useMay } from '#web/session.ts'
import { useNames } from '#web/shell/names.ts'
import { forgetName, listNames, rememberName } from '../../api.ts'
import { nameTypes } from '../../model.ts'
import { nameTypeWord } from '../item/fact-words.ts'
import { SearchBox } from '../SearchBox.tsx'
import { NameDialog } from './NameDialog.tsx'

export type Watched = OutputOf<typeof listNames>['names'][number]
const mostShown = 500

export function WatchList(): ReactNode {
  const may = useMay()
  const [{ name: text, kind, suppliers, add }, choose] = useChoices('name', 'kind', 'suppliers', 'add')
  const [edited, setEdited] = useState<Watched | null>(null)
  const type = nameTypes.find((it) => it === kind)
  const wanted = {
    ...(text ? { text } : {}),
    ...(type ? { type } : {}),
    ...(suppliers ? { vendors: true } : {}),
  }
  const watched = useAsk(listNames, { ...wanted, rejected: false, limit: mostShown }, { keep: true })
  const rejected = useAsk(listNames, { ...(text ? { text } : {}), rejected: true, limit: mostShown }, { keep: true })
  const filtered = Boolean(text || type || suppliers)
  const shown = watched.data?.names ?? []

  return (
    <div className="stack">
      <div className="filters no-print">
        {/* biome-ignore lint/a11y/useSemanticElements: a set of buttons, not a part of a form. */}
        <div role="group" aria-label={say('Type')} className="segments wraps">
          {[undefined, ...nameTypes].map((one) => (
            <button key={one ?? 'all'} type="button" aria-pressed={type === one} onClick={() => choose({ kind: one })}>
              {one ? nameTypeWord(one) : say('All')}
            </button>
          ))}
        </div>
        <CheckField
          label={say('Only suppliers: names that somebody depends on')}
          value={suppliers === 'true'}
          onChange={(on) => choose({ suppliers: on ? 'true' : undefined })}
        />
        <SearchBox label={say('Names with')} value={text ?? ''} onChange={(name) => choose({ name })} />
        {may(rememberName) ? (
          <Button icon="plus" onPress={() => choose({ add: 'name' })}>
            {say('Add a name')}
          </Button>
        ) : null}
      </div>
      <Problem error={watched.error} onAgain={() => void watched.refetch()} />
      {watched.isPending ? <Skeleton lines={4} tall /> : null}
      {watched.data && shown.length === 0 ? <NoNames filtered={filtered} /> : null}
      {shown.length > 0 ? (
        <>
          <p className="small quiet">
            {sayCount(watched.data?.total ?? 0, '{n} name', '{n} names')}
            {watched.data?.next ? ` · ${say('only the first are shown: search for the others')}` : ''}
          </p>
          <Names names={shown} onEdit={setEdited} />
        </>
      ) : null}
      {(rejected.data?.names.length ?? 0) > 0 ? (
        <section className="stack tight" aria-labelledby="rejected-names">
          <h2 className="group-head" id="rejected-names">
            {say('No names: rejected, and not shown as names again')}
          </h2>
          <Names names={rejected.data?.names ?? []} onEdit={setEdited} />
        </section>
      ) : null}
      {add === 'name' && may(rememberName) ? <NameDialog onClose={() => choose({ add: undefined })} /> : null}
      {edited ? <NameDialog key={edited.id} name={edited} onClose={() => setEdited(null)} /> : null}
    </div>
  )
}

function Names({ names, onEdit }: { names: readonly Watched[]; onEdit: (name: Watched) => void }): ReactNode {
  return (
    <ul className="item-list">
      {names.map((name) => (
        <Row key={name.id} name={name} onEdit={() => onEdit(name)} />
      ))}
    </ul>
  )
}

function Row({ name, onEdit }: { name: Watched; onEdit: () => void }): ReactNode {
  const may = useMay()
  const glow = useGlow()
  const known = useNames()
  const forgetting = useTell(forgetName)
  const remembering = useTell(rememberName)
  const { state } = name

  async function forget(): Promise<void> {
    await forgetting.tell({ id: name.id, version: name.version }).catch(() => undefined)
    const { text, type, rejected, aliases, organisation, concerns } = state
    toast(say('Forgotten: texts to come are read as if "{name}" had never been settled.', { name: text }), {
      label: say('Take it back'),
      onPress: () =>
        void remembering.tell({ text, type, rejected, aliases, organisation, concerns }).catch(() => undefined),
    })
  }
  return (
    <li className={glow.has(name.id) ? 'item plain-item glow' : 'item plain-item'}>
      <div className="item-main">
        <span className="row">
          <strong className="title-link">{state.text}</strong>
          {state.rejected ? null : <Badge>{nameTypeWord(state.type)}</Badge>}
          {state.concerns.length > 0 ? <Badge tone="bronze">{say('supplier')}</Badge> : null}
        </span>
        {state.aliases.length > 0 ? (
          <span className="small">{say('also: {names}', { names: state.aliases.join(', ') })}</span>
        ) : null}
        {state.organisation ? (
          <span className="small">
            {say('in the register: {name}', { name: known.organisation(state.organisation) })}
          </span>
        ) : null}
        {state.concerns.length > 0 ? (
          <span className="small">
            {say('a signal on it concerns {names}', { names: state.concerns.map(known.organisation).join(', ') })}
          </span>
        ) : null}
        {state.why ? <span className="small quiet">{state.why}</span> : null}
        <Problem error={forgetting.error ?? remembering.error} />
      </div>
      <div className="item-side small quiet">
        <span>{known.person(state.rememberedBy)}</span>
        <Time at={state.rememberedAt} />
        {may(rememberName) ? (
          <span className="row no-print">
            <Button small onPress={onEdit} aria-label={say('Change {name}', { name: state.text })}>
              {say('Change')}
            </Button>
            <Button
              small
              kind="quiet"
              isPending={forgetting.pending}
              onPress={() => void forget()}
              aria-label={say('Forget {name}', { name: state.text })}
            >
              {say('Forget')}
            </Button>
          </span>
        ) : null}
      </div>
    </li>
  )
}

function NoNames({ filtered }: { filtered: boolean }): ReactNode {
  return filtered ? (
    <Empty icon="search" title={say('No name fits')}>
      {say('Take a filter away, or add the name.')}
    </Empty>
  ) : (
    <Empty icon="watch" title={say('Nobody has settled a name yet')}>
      {say(
        'Add the names that matter to you, or press m on a name in a text. A name with organisations that depend on it raises an alert when a text tells of an incident there.',
      )}
    </Empty>
  )
}
