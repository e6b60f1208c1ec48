import { useReflex } from 'reflex-adonis/react'
import ShopState from '#states/shop_state'
import { TruckIcon } from '../components/icons'
import { money } from '../lib/money'

const choices = [
  { code: 'eu', name: 'Europe' },
  { code: 'uk', name: 'United Kingdom' },
  { code: 'us', name: 'United States' },
] as const

export function SiteFooter() {
  const shop = useReflex(ShopState)
  const { region, language } = shop

  const choose = (code: string) => {
    const choice = choices.find((other) => other.code === code)
    if (choice) void shop.chooseRegion({ code: choice.code })
  }

  return (
    <footer className="site-footer">
      <div className="wrap site-footer-row">
        <div className="region">
          <TruckIcon />
          <label htmlFor="region">Deliver to</label>
          <select id="region" value={region.code} onChange={(event) => choose(event.target.value)}>
            {choices.map(({ code, name }) => (
              <option key={code} value={code}>
                {name}
              </option>
            ))}
          </select>
        </div>
        <p className="muted">
          {money(region.shipping, language)}, free from {money(region.freeFrom, language)}. Here in{' '}
          {region.delivery}.
        </p>
        <p className="muted">
          <a href="/admin">Back office</a>
        </p>
      </div>
    </footer>
  )
}
