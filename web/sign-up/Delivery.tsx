/** Where the code is: on its way, there, perhaps there, or held up by a blocked bot. */
import type { SignUpState } from '../../contract/sign-up.ts';
import { Callout } from '../ui/Callout.tsx';
import { CheckIcon, ClockIcon } from '../ui/icons.tsx';
import { useSignUpWords } from './sign-up-words.ts';

export function Delivery({ state, bot }: { state: SignUpState; bot: string }) {
  const t = useSignUpWords();
  const { delivery = 'waiting' } = state;
  const calm = delivery === 'waiting' || delivery === 'delivered';
  return (
    <div aria-live="polite">
      <Callout
        tone={calm ? 'calm' : 'warm'}
        {...(calm ? { icon: delivery === 'delivered' ? <CheckIcon /> : <ClockIcon /> } : {})}
      >
        {t(`delivery_${delivery}`, { bot })}
      </Callout>
    </div>
  );
}
