/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { Component } from 'react'
import type { ReactNode } from 'react'
import { page, useReflex, useShared } from 'reflex-adonis/react'
import { ShopState } from '#states/shop_state'

class Boundary extends Component<{ children: ReactNode }> {
  override state = { message: '' }

  static getDerivedStateFromError({ message }: Error) {
    return { message }
  }

  override render() {
    return this.state.message === '' ? this.props.children : <p>{this.state.message}</p>
  }
}

function Mood() {
  const { moody } = useShared()
  return <p>{String(moody)}</p>
}

export default page({ route: '/shop/mood', title: 'Mood', ssr: false }, () => {
  const { basket, asked } = useShared()
  useReflex(ShopState)
  return (
    <main>
      <p>{`Basket: ${basket}`}</p>
      <p>{`Computed ${asked} times`}</p>
      <Boundary>
        <Mood />
      </Boundary>
    </main>
  )
})
