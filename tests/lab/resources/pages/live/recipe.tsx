/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import {
  FieldError,
  fieldProps,
  selectProps,
  useFieldList,
  useLiveValidation,
  useOptimisticRows,
} from 'reflex-adonis/models/react'
import { page, useReflex } from 'reflex-adonis/react'
import RecipeState, { StillState } from '#states/recipe_state'

export default page({ route: '/live/recipe', middleware: ['silentAuth'] }, () => {
  return (
    <main>
      <Recipe />
      <Still />
    </main>
  )
})

function Recipe() {
  const recipe = useReflex(RecipeState)
  const form = useLiveValidation(recipe, recipe.record ? recipe.save : recipe.create, { id: 'one' })
  const other = useLiveValidation(recipe, recipe.create, { id: 'two', key: 'other' })
  const parts = useFieldList(form, 'parts', { blank: 1 })
  return (
    <>
      <ul aria-label="Recipes">
        {recipe.rows.map(({ id, title, pages, kind }) => (
          <li key={id}>
            {title}: {pages} {kind}
            <button onClick={() => recipe.open(id)}>Open {title}</button>
          </li>
        ))}
      </ul>
      <form {...form.props} aria-label="Recipe">
        <input aria-label="Title" {...fieldProps(form, 'title')} />
        <FieldError of={form} name="title" />
        <select aria-label="Kind" {...selectProps(form, 'kind')}>
          <option value="">None</option>
          <option>novel</option>
          <option>essay</option>
        </select>
        <fieldset {...parts.props}>
          {parts.emptyProps && <input {...parts.emptyProps} />}
          {parts.error && <p>{parts.error}</p>}
          {parts.items.map(({ key, form: part, remove }) => (
            <div key={key} role="group" aria-label="Part">
              <input aria-label="What" {...fieldProps(part, 'what')} />
              <FieldError of={part} name="what" />
              <input aria-label="Count" {...fieldProps(part, 'count')} />
              <FieldError of={part} name="count" />
              <button type="button" onClick={remove}>
                Remove
              </button>
            </div>
          ))}
          <button type="button" onClick={parts.add}>
            Add
          </button>
        </fieldset>
        <button>Save</button>
        <output>Changed: {form.dirty.join(', ')}</output>
      </form>
      <form {...other.props} aria-label="Other">
        <input aria-label="Title" {...fieldProps(other, 'title')} />
        <FieldError of={other} name="title" />
        <button>Save</button>
      </form>
    </>
  )
}

function Still() {
  const still = useReflex(StillState)
  const { rows, edit, remove, pending } = useOptimisticRows(still)
  return (
    <section aria-label="Still" aria-busy={pending}>
      {rows.map(({ id, title, pages }) => (
        <p key={id}>
          {title}: {pages}
          <button onClick={() => edit(id, 'pages', 666)}>Mark {title}</button>
          <button onClick={() => edit(id, 'pages', 667)}>Break {title}</button>
          <button onClick={() => edit(id, 'pages', 9_999)}>Overdo {title}</button>
          <button onClick={() => remove(id)}>Remove {title}</button>
        </p>
      ))}
    </section>
  )
}
