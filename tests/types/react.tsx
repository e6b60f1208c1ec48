/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/*
|--------------------------------------------------------------------------
| What a page may and may not write
|--------------------------------------------------------------------------
|
| Nothing here runs. `tsc` reads it, and fails where an error that is
| expected does not come.
|
*/

import { forwardRef, lazy, memo, useActionState, useOptimistic, useTransition } from 'react'
import vine from '@vinejs/vine'
import type { Infer } from '@vinejs/vine/types'
import type { JsonValue } from '../../src/protocol/main.ts'
import { bind, page, useForm, useReflex } from '../../src/react/main.ts'
import type { EventCaller, ReflexState } from '../../src/react/main.ts'
import { rx } from '../../src/rx.ts'
import { AppState, State } from '../../src/state/main.ts'

type Equal<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false

/** Takes a value of exactly that type. */
declare function same<Expected>(): <Actual>(
  value: Actual,
  ...mismatch: Equal<Actual, Expected> extends true ? [] : [never]
) => void

interface CartItem {
  productId: number
  name: string
  price: number
  note?: string
}

const addItemValidator = vine.create(
  vine.object({ productId: vine.number(), note: vine.string().optional() })
)

class CartState extends AppState {
  @rx.var() items: CartItem[] = []
  @rx.var() coupon: string | null = null
  @rx.var() get total(): number {
    return this.items.length
  }
  private prices = new Map<number, number>()
  protected secret = 'backend'
  cache = new Map<string, string>()

  @rx.event() async load() {
    this.items = this.prices.size > 0 ? [] : this.items
  }
  @rx.event(addItemValidator) async add({ productId }: Infer<typeof addItemValidator>) {
    return rx.toast.success(`${productId} ${this.secret}`)
  }
  @rx.event() remove(productId: number): number {
    return productId
  }
  @rx.event() rename(productId: number, name?: string) {
    return { productId, name, at: new Date() }
  }
  @rx.event() clear() {
    return [rx.toast.info('Empty'), rx.redirect('/')]
  }
  @rx.event() check(): ReturnType<typeof rx.redirect> | string {
    return 'fine'
  }
  @rx.event() async *importAll() {
    yield
    yield rx.toast.info('Half')
  }
  @rx.event(addItemValidator) async addAndTell(_item: Infer<typeof addItemValidator>) {
    return { count: this.items.length }
  }
}

interface Tree {
  name: string
  created: Date
  children: Tree[]
}

class PlainState extends State {
  anything: JsonValue = null
  @rx.event() when(): string | Date | null {
    return null
  }
  @rx.var() byName: Record<string, number[]> = {}
  @rx.event() tree(): Tree | null {
    return null
  }
  @rx.event() parse(): { size: bigint; at?: Date; tags: Set<string>; pair: [Date, number] } {
    throw new Error('Never runs')
  }
  @rx.var() user = 'a name that AppState uses for something else'
  @rx.event() search(_query: string) {}
}

class TakenNamesState extends AppState {
  // @ts-expect-error Every state has a member of that name, which pages do not see
  @rx.event() override $reset() {}
  // @ts-expect-error All names that begin so are
  @rx.event() $mine() {}
  // @ts-expect-error A state would be taken for a promise
  @rx.event() then() {}
  // @ts-expect-error So has every state with a request
  @rx.var() override get locale() {
    return 'en'
  }
  // @ts-expect-error Every state has errors
  @rx.var() override errors = {}
  // @ts-expect-error All names that begin so are
  @rx.var() $count = 0
  @rx.event() login() {}
}

declare const taken: ReflexState<TakenNamesState>
void taken.login()

class FreeNamesState extends AppState {
  @rx.var() query = ''
  @rx.var() route = ''
  @rx.var() left = 0
  @rx.var() signal = 'green'
  @rx.var() get csrfToken() {
    return ''
  }
  @rx.event() get() {}
  @rx.event() update(id: number, title: string) {
    return `${id} ${title}`
  }
  @rx.event() reset() {}
  @rx.event() cancel() {}
  @rx.event() flash() {}
  @rx.event() joined() {}
}

declare const free: ReflexState<FreeNamesState>
same<string>()(free.query)
same<number>()(free.left)
void free.get()
void free.update(1, 'Bread').then((text) => text?.length)
void free.reset()
void free.cancel()
void free.flash()
void free.joined()
// @ts-expect-error It is for handlers
void free.$get
declare const cart: ReflexState<CartState>
declare const plain: ReflexState<PlainState>

/*
 * Vars
 */
same<readonly Readonly<CartItem>[]>()(cart.items)
same<number>()(cart.total)
same<string | null>()(cart.coupon)
same<Readonly<Partial<Record<string, string>>>>()(cart.errors)
same<boolean>()(cart.isAuthenticated)
same<string>()(cart.language)
same<string | number>()(cart.currentUser!.id)
same<string>()(plain.user)
same<JsonValue>()(plain.anything)
same<Readonly<Record<string, readonly number[]>>>()(plain.byName)
same<JsonValue | undefined>()(cart.messages.success)

// @ts-expect-error A var is read-only
cart.total = 1
// @ts-expect-error A list of the server is not changed by a page
cart.items.push({ productId: 1, name: 'Tea', price: 2 })
// @ts-expect-error Neither is its order
cart.items.sort((a, b) => a.price - b.price)
// @ts-expect-error Nor an item of it
cart.items[0] = { productId: 1, name: 'Tea', price: 2 }
// @ts-expect-error Nor what is in an item
cart.items[0].price = 3
// @ts-expect-error Nor a list in an object
plain.byName.tea.push(1)
// @ts-expect-error Nor a key of it
plain.byName.tea = []
// @ts-expect-error Nor the user
cart.currentUser!.id = 5
same<Readonly<CartItem>[]>()(cart.items.toSorted((a, b) => a.price - b.price))
same<Readonly<CartItem>[]>()([...cart.items])

/*
 * What is read-only fits where it is only read
 */
declare function Row(item: CartItem): null
declare function Rows(items: readonly CartItem[]): null
declare function Matrix(board: { rows: { cells: number[] }[] }): null
declare function ReadMatrix(board: {
  readonly rows: readonly { readonly cells: readonly number[] }[]
}): null
const boardValidator = vine.create(
  vine.object({ rows: vine.array(vine.object({ cells: vine.array(vine.number()) })) })
)
const idsValidator = vine.create(vine.array(vine.number()))
class BoardState extends State {
  @rx.var() board: { rows: { cells: number[] }[] } = { rows: [] }
  @rx.event(boardValidator) save(board: { rows: { cells: number[] }[] }) {
    this.board = board
  }
  @rx.event(idsValidator) order(ids: number[]) {
    return ids
  }
}
declare const boards: ReflexState<BoardState>
Row(cart.items[0])
Rows(cart.items)
ReadMatrix(boards.board)
// @ts-expect-error It could change the list
Matrix(boards.board)
Matrix(structuredClone(boards.board) as BoardState['board'])
void boards.save(boards.board)
void boards.order(plain.byName.tea)
void boards.order([1, 2])
// @ts-expect-error A private member stays on the server
void cart.prices
// @ts-expect-error A protected member stays on the server
void cart.secret
// @ts-expect-error A browser cannot have a Map
void cart.cache
// @ts-expect-error The request stays on the server
void cart.ctx
// @ts-expect-error The request stays on the server
void cart.request
// @ts-expect-error The session stays on the server
void cart.session
// @ts-expect-error The live user stays on the server
void cart.user
// @ts-expect-error A method of the base class is no event
void cart.flush
// @ts-expect-error A method of the base class is no event
void cart.reset
// @ts-expect-error A plain state has no snapshot of the request
void plain.isAuthenticated
// @ts-expect-error No such var
void cart.itemz

/*
 * Events
 */
same<EventCaller<[], void>>()(cart.load)
same<Promise<void>>()(cart.load())
same<Promise<number | undefined>>()(cart.remove(1))
same<Promise<void>>()(cart.clear())
same<Promise<string | undefined>>()(cart.check())
same<Promise<void>>()(cart.importAll())
same<Promise<void>>()(cart.add({ productId: 1 }))
same<Promise<{ count: number } | undefined>>()(cart.addAndTell({ productId: 1 }))
same<Promise<{ productId: number; name: string | undefined; at: string } | undefined>>()(
  cart.rename(1)
)
same<Promise<void>>()(plain.search.debounce(300)('tea'))
void plain.search.debounce(300).temporal('tea')
void cart.remove.throttle(100)(1)
void cart.rename(1, 'tea')

same<Promise<{ at?: string; pair: [string, number] } | undefined>>()(plain.parse())
same<Promise<string | null | undefined>>()(plain.when())
void plain.tree().then((tree) => same<string | undefined>()(tree?.children[0].children[0].created))

// @ts-expect-error The argument is a number
void cart.remove('1')
// @ts-expect-error The argument is missing
void cart.remove()
// @ts-expect-error There is no argument
void cart.load(1)
// @ts-expect-error A field has another type
void cart.add({ productId: 'one' })
// @ts-expect-error A field is missing
void cart.add({})
// @ts-expect-error A modifier keeps the arguments
void plain.search.debounce(300)(5)

/*
 * In a component
 */
export function Cart() {
  const state = useReflex(CartState)
  same<ReflexState<CartState>>()(state)
  const count = useReflex(CartState, ({ items }) => items.length)
  same<number>()(count)
  // @ts-expect-error Not a state class
  useReflex({ id: 'CartState' })

  const [isPending, startTransition] = useTransition()
  const [items, addOptimistic] = useOptimistic(state.items, (list, item: CartItem) => [
    ...list,
    item,
  ])
  const [answer, submit, isSending] = useActionState(state.addAndTell, undefined)
  same<{ count: number } | undefined>()(answer)
  same<(form: FormData) => void>()(submit)
  const [, submitVoid] = useActionState(state.add, undefined)
  const [, submitNull] = useActionState(state.addAndTell, null)

  return (
    <>
      <form action={state.add} onSubmit={state.load.preventDefault}>
        <button formAction={state.addAndTell}>Add</button>
      </form>
      <form action={submit} />
      <form action={submitVoid} />
      <form action={submitNull} />
      <form action={state.load} />
      {/* @ts-expect-error An event that takes a number takes no form */}
      <form action={state.remove} />
      <button onClick={state.load}>{items.length}</button>
      <button onClick={state.clear} disabled={isPending || isSending} />
      <button onClick={state.clear.stopPropagation} />
      <button onClick={() => state.remove(1)} />
      {/* @ts-expect-error A mouse event is no number */}
      <button onClick={state.remove} />
      <button
        onClick={() =>
          startTransition(async () => {
            addOptimistic({ productId: 1, name: 'Tea', price: 2 })
            await state.add({ productId: 1 })
          })
        }
      />
      <button onClick={() => startTransition(state.load)} />
      <input onChange={(change) => plain.search.debounce(300)(change.target.value)} />
    </>
  )
}

/*
 * Bound fields
 */
const textsValidator = vine.create(vine.array(vine.string()))

class FieldsState extends State {
  @rx.var() text = ''
  @rx.var() done = false
  @rx.var() count: number | null = null
  @rx.var() title = ''
  @rx.var() tags: string[] = []
  @rx.event() setText(text: string) {
    this.text = text
  }
  @rx.event() setDone(done: boolean) {
    this.done = done
  }
  @rx.event() setCount(count: number | null) {
    this.count = count
  }
  @rx.event() rename(title: string) {
    this.title = title
  }
  @rx.event() setTitle() {
    this.title = ''
  }
  @rx.var() color: 'red' | 'blue' | null = null
  @rx.event() setColor(color: 'red' | 'blue' | null) {
    this.color = color
  }
  @rx.var() toppings: string[] = []
  @rx.event(textsValidator) setToppings(toppings: string[]) {
    this.toppings = toppings
  }
  @rx.var() agreed: boolean | null = null
  @rx.event() setAgreed(agreed: boolean) {
    this.agreed = agreed
  }
  @rx.var() ids: number[] = []
  @rx.event(idsValidator) choose(ids: number[]) {
    this.ids = ids
  }
}

export function Choices() {
  const state = useReflex(FieldsState)
  same<boolean>()(bind(state, 'color', { option: 'red' }).checked)
  same<string | number>()(bind(state, 'color', { option: 'red' }).value)
  same<readonly string[]>()(bind(state, 'toppings').value)
  // @ts-expect-error No such color
  bind(state, 'color', { option: 'green' })
  // @ts-expect-error A field cannot stand for nothing
  bind(state, 'color', { option: null })
  // @ts-expect-error An item is a text
  bind(state, 'toppings', { option: 3 })
  // @ts-expect-error Nor is a whole list an item
  bind(state, 'toppings', { option: ['ham'] })
  // @ts-expect-error A field of its own may say nothing, which the event does not take
  bind(state, 'agreed')
  // @ts-expect-error A list of choices has texts only
  bind(state, 'ids', { set: state.choose })
  // @ts-expect-error No event is named after it
  bind(state, 'ids', { option: 3 })
  // @ts-expect-error The event takes another list
  bind(state, 'ids', { option: 3, set: state.setToppings })
  // @ts-expect-error A text is no list
  bind(state, 'tags', { set: state.rename })
  return (
    <>
      <input type="radio" {...bind(state, 'color', { option: 'red' })} />
      <input type="radio" {...bind(state, 'done', { option: true })} />
      <input type="radio" {...bind(state, 'count', { option: 3 })} />
      <input type="radio" {...bind(state, 'agreed', { option: true })} />
      <input type="checkbox" {...bind(state, 'toppings', { option: 'ham' })} />
      <input type="checkbox" {...bind(state, 'ids', { option: 3, set: state.choose })} />
      <select multiple {...bind(state, 'toppings')} />
      <select {...bind(state, 'color')} />
    </>
  )
}

/*
 * Forms
 */
const orderValidator = vine.create({
  text: vine.string(),
  note: vine.string().optional(),
  lines: vine.array(vine.object({ count: vine.number() })),
})

class OrderState extends State {
  @rx.event(orderValidator) order(order: Infer<typeof orderValidator>) {
    return { number: order.lines.length }
  }
  @rx.event(orderValidator) orderSilently(_order: Infer<typeof orderValidator>) {}
  @rx.event() rename(_title: string) {}
  @rx.event(textsValidator) list(_items: string[]) {}
  @rx.event() clear() {}
}

export function Orders() {
  const state = useReflex(OrderState)
  const fields = useReflex(FieldsState)
  const form = useForm(state.order, { key: 3 })
  same<string | undefined>()(form.errors.text)
  same<string | undefined>()(form.errors['lines.0.count'])
  same<{ number: number } | undefined>()(form.result)
  same<boolean>()(form.pending)
  same<JsonValue | undefined>()(form.input.text)
  same<(form: FormData) => Promise<void>>()(form.action)
  same<void | undefined>()(useForm(state.orderSilently).result)
  useForm(state.order.repeatable)
  // @ts-expect-error No such field
  void form.errors.txt
  // @ts-expect-error A result is not there before a submission
  void form.result.number
  // @ts-expect-error It is read-only
  form.pending = true
  // @ts-expect-error So are its errors
  form.errors.text = 'no'
  // @ts-expect-error A form is no text
  useForm(state.rename)
  // @ts-expect-error Nor is it a list
  useForm(state.list)
  // @ts-expect-error A function of the page is not an event
  useForm(async (data: FormData) => void data)
  // @ts-expect-error What an event returns is none
  useForm(state.order(new FormData()))
  // @ts-expect-error A key is a text or a number
  useForm(state.order, { key: {} })
  // @ts-expect-error No such option
  useForm(state.order, { id: 3 })
  return (
    <form action={form.action}>
      <input {...bind(fields, 'text', { form })} />
      {/* @ts-expect-error The form has no such field */}
      <input type="checkbox" {...bind(fields, 'done', { form })} />
      {/* @ts-expect-error This is no form */}
      <input {...bind(fields, 'text', { form: state.order })} />
      <button formAction={useForm(state.clear).action} />
    </form>
  )
}

export function Fields() {
  const state = useReflex(FieldsState)
  same<boolean>()(bind(state, 'done').checked)
  same<string | number>()(bind(state, 'text').value)
  // @ts-expect-error A box has no value
  void bind(state, 'done').value
  // @ts-expect-error No event sets it
  bind(state, 'tags')
  // @ts-expect-error Its event takes no value
  bind(state, 'title')
  // @ts-expect-error There is no such var
  bind(state, 'nothing')
  // @ts-expect-error The event takes another value
  bind(state, 'title', { set: state.setDone })
  // @ts-expect-error No such option
  bind(state, 'text', { wait: 3 })
  return (
    <>
      <input {...bind(state, 'text')} />
      <textarea {...bind(state, 'text', { debounce: 500 })} />
      <select {...bind(state, 'title', { set: state.rename })} />
      <input type="checkbox" {...bind(state, 'done')} />
      <input type="number" {...bind(state, 'count')} />
    </>
  )
}

/*
 * Pages
 */
same<() => null>()(page({ route: '/cart' }, () => null))
page({ route: '/cart', title: 'Cart', onLoad: [CartState, 'load'] }, Cart)
page({ route: '/', onLoad: [[CartState, 'load']] }, Cart)
page({ route: '/', middleware: ['auth', ['can', { ability: 'edit' }]] }, Cart)
page({ route: '/', name: 'home', ssr: false }, Cart)
page({ route: '/news', cache: true }, Cart)
// @ts-expect-error how long it is kept is not for a page to say
page({ route: '/news', cache: '1h' }, Cart)
page({ route: '/' }, memo(Cart))
page(
  { route: '/' },
  lazy(async () => ({ default: Cart }))
)
page(
  { route: '/' },
  forwardRef<HTMLFormElement>((_props, ref) => <form ref={ref} />)
)

// @ts-expect-error A route begins with a slash
page({ route: 'cart' }, Cart)
// @ts-expect-error The class has no such event
page({ route: '/', onLoad: [CartState, 'laod'] }, Cart)
// @ts-expect-error The event needs an argument
page({ route: '/', onLoad: [CartState, 'remove'] }, Cart)
// @ts-expect-error A var is no event
page({ route: '/', onLoad: [CartState, 'items'] }, Cart)
// @ts-expect-error A method of the base class is no event
page({ route: '/', onLoad: [CartState, 'flush'] }, Cart)
page(
  {
    route: '/',
    onLoad: [
      [CartState, 'load'],
      // @ts-expect-error The second class has no such event
      [PlainState, 'load'],
    ],
  },
  Cart
)
// @ts-expect-error A page has no props
page({ route: '/' }, (props: { id: string }) => props.id)
const withProps = memo<{ id: string }>(({ id }) => id)
// @ts-expect-error Neither has one that is remembered
page({ route: '/' }, withProps)
// @ts-expect-error No such option
page({ route: '/', path: '/' }, Cart)
