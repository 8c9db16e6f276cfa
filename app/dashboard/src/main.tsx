import { render } from 'preact';
import { App } from './app';
import { wearLook } from './look';
import { preferredLanguage, setLanguage } from './words';

wearLook();
void setLanguage(preferredLanguage()).then(() => render(<App />, document.getElementById('page')!));
