/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/*
|--------------------------------------------------------------------------
| What a live var and a model state may be made of, and what pages have of them
|--------------------------------------------------------------------------
|
| Nothing here runs. `tsc` reads it, and fails where an error that is
| expected does not come.
|
*/

import { BaseTransformer } from '@adonisjs/core/transformers'
import { BaseModel } from '@adonisjs/lucid/orm'
import type { LucidModel, ModelQueryBuilderContract } from '@adonisjs/lucid/types/model'
import vine from '@vinejs/vine'
import type { DateTime } from 'luxon'
import { listState, modelState, uniqueRow } from '../../src/features/models/crud/main.ts'
import {
  ChoiceSelect,
  DataTable,
  FieldError,
  fieldProps,
  ImportDialog,
  useChoices,
  useFieldList,
  useLiveValidation,
  useOptimisticRows,
} from '../../src/features/models/react/main.ts'
import type { FormOf } from '../../src/features/models/react/main.ts'
import { useReflex } from '../../src/react/main.ts'
import { rx } from '../../src/rx.ts'
import { AppState } from '../../src/state/main.ts'

class Category extends BaseModel {
  declare id: number
  declare title: string
}

class Product extends BaseModel {
  declare id: number
  declare userId: number
  declare name: string
  declare price: number
  declare updatedAt: DateTime
}

class ProductTransformer extends BaseTransformer<Product> {
  toObject() {
    return this.pick(this.resource, ['id', 'name', 'price'])
  }
}

const form = vine.create({
  name: vine.string(),
  price: vine.number(),
  tags: vine.array(vine.number()),
})
const listForm = vine.create({
  name: vine.string(),
  categoryId: vine.number(),
  lines: vine.array(vine.object({ what: vine.string(), count: vine.number() })),
})
const filters = vine.create({ status: vine.enum(['new', 'old'] as const).optional() })

/** What compiles. */
class LiveState extends AppState {
  @rx.live() get rows() {
    return rx.rows(Product.query(), ProductTransformer)
  }
  @rx.live({ audience: ({ request }) => request.ip(), depends: [Product], pace: 100 }) get first() {
    return rx.first(Product.query(), ProductTransformer)
  }
  @rx.live() get total() {
    return rx.count(Product.query())
  }
  @rx.live() get made() {
    return rx.rows(Product.query(), (rows) => ProductTransformer.transform(rows))
  }
  @rx.live() get sum() {
    return rx.read(Product.query(), async (query) => (await query).length)
  }
  names(): string[] {
    return this.rows.map(({ name }) => name)
  }
  price(): number | undefined {
    return this.first?.price
  }
}

export class WrongLiveState extends AppState {
  @rx.live() get model() {
    // @ts-expect-error a model is no JSON
    return rx.read(Product.query(), async (query) => query.firstOrFail())
  }
  // @ts-expect-error it is one of the base class
  @rx.live() get errors() {
    return {}
  }
  // @ts-expect-error there is no such option
  @rx.live({ every: 100 }) get unknown() {
    return rx.count(Product.query())
  }
}

class ProductsState extends modelState(Product, {
  row: ProductTransformer,
  form,
  editable: ['price'],
  search: ['name'],
  sort: ['name', 'price'],
  filters,
  owner: 'userId',
  version: 'updatedAt',
  perPage: [20, 50],
}) {
  @rx.var() get worth() {
    return this.rows.reduce((sum, row) => sum + row.price, 0)
  }
  protected override visible(query: ModelQueryBuilderContract<typeof Product>) {
    void query.where('price', '>', 0)
  }
  protected override async beforeSave(product: Product) {
    product.name = product.name.trim()
  }
  protected override afterSave(product: Product, isNew: boolean) {
    return isNew ? rx.toast.success(product.name) : undefined
  }
}

class OrdersState extends listState(Product, { row: ProductTransformer, sort: ['price'] }) {}

class ChosenState extends modelState(Product, {
  row: ProductTransformer,
  form: listForm,
  choices: { categoryId: { model: Category, label: 'title', search: ['title'], owner: null } },
  import: { headers: { name: ['Name'] }, unique: ['name'] },
  live: false,
}) {
  protected override offered(query: ModelQueryBuilderContract<LucidModel>, name: 'categoryId') {
    void query.where('title', name)
  }
}

modelState(Product, {
  row: ProductTransformer,
  form: listForm,
  // @ts-expect-error no column of that name
  choices: { categoryId: { model: Category, label: 'name' } },
})
modelState(Product, {
  row: ProductTransformer,
  form: listForm,
  // @ts-expect-error no key of the form
  choices: { makerId: { model: Category, label: 'title' } },
})
modelState(Product, {
  row: ProductTransformer,
  form: listForm,
  // @ts-expect-error no key of the form
  import: { unique: ['nmae'] },
})
vine.string().unique(uniqueRow({ table: 'products', column: 'name', owner: 'user_id' }))

// @ts-expect-error no column of that name
modelState(Product, { row: ProductTransformer, search: ['nmae'] })
// @ts-expect-error no column of that name
modelState(Product, { row: ProductTransformer, owner: 'ownerId' })
// @ts-expect-error no key of the form
modelState(Product, { row: ProductTransformer, form, editable: ['stock'] })
// @ts-expect-error rows come from a transformer
modelState(Product, { sort: ['name'] })

export function Page() {
  const live = useReflex(LiveState)
  const products = useReflex(ProductsState)
  const orders = useReflex(OrdersState)
  const price: number = products.rows[0].price
  const first: string | undefined = live.first?.name
  const made: string = live.made[0].name
  const sum: number = live.sum + live.total
  void products.sort('name')
  void products.edit(1, 'price', 3)
  void products.create({ name: 'Tea', price: 1, tags: [] })
  void products.filter({ status: 'new' })
  void products.filter({ status: null })
  void products.search.debounce(200)('tea')
  void orders.sort('price')
  // @ts-expect-error a column that may not be sorted by
  void products.sort('userId')
  // @ts-expect-error a value of another type
  void products.edit(1, 'price', 'x')
  // @ts-expect-error a column that may not be edited
  void products.edit(1, 'name', 'x')
  // @ts-expect-error fields are missing
  void products.create({ name: 'Tea' })
  // @ts-expect-error not one of them
  void products.filter({ status: 'ancient' })
  // @ts-expect-error the transformer leaves it out
  void products.rows[0].userId
  // @ts-expect-error rows are read-only
  products.rows[0].price = 1
  // @ts-expect-error a hook is nothing that pages call
  void products.visible
  // @ts-expect-error a list has no form
  void orders.create
  // @ts-expect-error the column is one of another list
  void orders.sort('name')
  return (
    <form action={products.save}>
      {price} {first} {made} {sum} {products.worth} {products.record?.values.name}
      {products.conflict?.theirs.price} {products.fields.name.maxLength} {products.selection.ids}
    </form>
  )
}

export function Chosen() {
  const chosen = useReflex(ChosenState)
  const products = useReflex(ProductsState)
  const live = useLiveValidation(chosen, chosen.create, { id: 'first' })
  const lines = useFieldList(live, 'lines')
  const labels: string[] = useChoices(chosen, 'categoryId').choices.map(({ label }) => label)
  const { rows, edit } = useOptimisticRows(products)
  edit(rows[0].id, 'price', 3)
  // @ts-expect-error a column that may not be edited
  edit(rows[0].id, 'name', 'x')
  // @ts-expect-error a value of another type
  edit(rows[0].id, 'price', 'x')
  // @ts-expect-error a field without choices
  void chosen.findChoices('name')
  void chosen.findChoices('categoryId', 'tea', 2)
  void fieldProps(lines.items[0].form, 'count')
  // @ts-expect-error the objects of the list have no such key
  void fieldProps(lines.items[0].form, 'price')
  return (
    <>
      {labels}
      <ChoiceSelect of={live} name="categoryId" label="Category" />
      <ChoiceSelect of={chosen} name="categoryId" label="Category" />
      {/* @ts-expect-error a field without choices */}
      <ChoiceSelect of={chosen} name="name" label="Name" />
      {/* @ts-expect-error a list has no choices */}
      <ChoiceSelect of={useReflex(OrdersState)} name="price" label="Price" />
      <ImportDialog of={chosen} fields={{ categoryId: 'Category' }} labels={{ open: 'Import' }} />
      {/* @ts-expect-error no key of the form */}
      <ImportDialog of={chosen} fields={{ nmae: 'Name' }} />
    </>
  )
}

export function Table() {
  const products = useReflex(ProductsState)
  const orders = useReflex(OrdersState)
  const live = useLiveValidation(products, products.save)
  const dirty: readonly ('name' | 'price' | 'tags')[] = live.dirty
  void fieldProps(products, 'price')
  void fieldProps(live, 'tags', { id: 'second' })
  // @ts-expect-error no key of the form
  void fieldProps(products, 'id')
  // @ts-expect-error no key of the form
  void fieldProps(live, 'nmae')
  // @ts-expect-error a list has no form
  void fieldProps(orders, 'name')
  // @ts-expect-error a list has nothing to check with
  useLiveValidation(orders, products.save)
  return (
    <>
      {dirty.length}
      <FieldError of={products} name="name" />
      {/* @ts-expect-error no key of the form */}
      <FieldError of={products} name="id" />
      <DataTable
        of={products}
        columns={[
          { name: 'id', label: 'Number' },
          { name: 'name', label: 'Name', sortable: true, render: (name) => name.toUpperCase() },
          { name: 'price', label: 'Price', sortable: true, editable: true, align: 'end' },
        ]}
        actions={(row) => row.price.toFixed(2)}
        labels={{ empty: 'Nothing', selected: (count) => `${count}` }}
        filters={[{ name: 'status', label: 'Status', options: [['new', 'New']] }]}
      />
      <ProductFields form={useLiveValidation(products, products.create)} />
      <ProductFields form={useLiveValidation(products, products.save)} />
      <DataTable of={orders} columns={[{ name: 'price', label: 'Price', sortable: true }]} />
      {/* @ts-expect-error the transformer leaves it out */}
      <DataTable of={products} columns={[{ name: 'userId', label: 'User' }]} />
      {/* @ts-expect-error a column that the list may not be sorted by */}
      <DataTable of={products} columns={[{ name: 'id', label: 'Number', sortable: true }]} />
      {/* @ts-expect-error a column that may not be edited */}
      <DataTable of={products} columns={[{ name: 'name', label: 'Name', editable: true }]} />
      {/* @ts-expect-error a filter that the list does not have */}
      <DataTable of={products} columns={[]} filters={[{ name: 'price', label: 'Price' }]} />
      {/* @ts-expect-error a list without filters */}
      <DataTable of={orders} columns={[]} filters={[{ name: 'status', label: 'Status' }]} />
      {/* @ts-expect-error nobody changes a list */}
      <DataTable of={orders} columns={[{ name: 'price', label: 'Price', editable: true }]} />
    </>
  )
}

/** Fields of a form, whichever event it calls. */
export function ProductFields({ form: view }: { form: FormOf<typeof ProductsState> }) {
  return (
    <>
      <input {...fieldProps(view, 'name')} />
      <FieldError of={view} name="name" />
      {/* @ts-expect-error no key of the form */}
      <input {...fieldProps(view, 'nmae')} />
    </>
  )
}
