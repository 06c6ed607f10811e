import com.adobe.epubcheck.tool.EpubChecker;

/** EPUBCheck takes one book a start; this hands it many in one virtual machine. Arguments: BOOK REPORT, BOOK REPORT, … */
public class EpubCheckAll {
    public static void main(String[] arguments) {
        for (int i = 0; i + 1 < arguments.length; i += 2) {
            String[] asked = {arguments[i], "--usage", "--quiet", "--locale", "en", "--json", arguments[i + 1]};
            new EpubChecker().run(asked);
        }
    }
}
